package dev.holdfast.app.doctor;

import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.finding.Severity;
import dev.holdfast.domain.repair.Repair;
import dev.holdfast.domain.repair.Repair.Outcome;
import dev.holdfast.domain.turn.StuckReason;
import dev.holdfast.ports.in.Outcome.Done;
import dev.holdfast.ports.in.Outcome.NotDone;
import dev.holdfast.ports.in.Recovery;
import dev.holdfast.ports.in.Recovery.Recovering.Recovered;
import dev.holdfast.ports.out.env.Progress;
import dev.holdfast.ports.out.env.StorageFailure;
import dev.holdfast.ports.out.env.StorageReport.Upgrade;
import dev.holdfast.ports.out.env.StoreMaintenance;
import dev.holdfast.ports.out.env.StoreMaintenance.Adoption;
import dev.holdfast.ports.out.env.StoreMaintenance.Mended;
import dev.holdfast.ports.out.env.StoreMaintenance.Salvage;
import dev.holdfast.ports.out.env.StoreMaintenance.Upgrades;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Applies repairs; the caller holds what they need. */
final class Mending {

  private final Patient patient;
  private final ToldStoreProgress progress;

  Mending(Patient patient, Progress progress) {
    this.patient = patient;
    this.progress = new ToldStoreProgress(progress);
  }

  Outcome apply(Repair repair) {
    try {
      return switch (repair) {
        case Repair.Restrict it -> patient.mending().restrict(it);
        case Repair.RemoveRecord it -> patient.mending().removeRecord(it);
        case Repair.ArchiveTree it -> patient.mending().archive(it);
        case Repair.SalvageDatabase it -> salvage(it);
        case Repair.MakeControlPlane it -> controlPlane(it);
        case Repair.UpgradeStore it -> upgrade(it);
        case Repair.MendRows it -> rows(it);
        case Repair.EmptyLog it -> log(it);
        case Repair.EndTurns it -> turns(it);
      };
    } catch (StorageFailure | UncheckedIOException failure) {
      return notDone(repair, String.valueOf(failure.getMessage()));
    } catch (RuntimeException unforeseen) {
      // The repairs after it are done, as they would be after any other that could not be.
      return notDone(repair, String.valueOf(unforeseen));
    }
  }

  private Outcome salvage(Repair.SalvageDatabase repair) {
    StoreMaintenance.LostIdentity identity =
        switch (repair.identity()) {
          case KEPT -> StoreMaintenance.LostIdentity.REFUSED;
          case REPLACED -> StoreMaintenance.LostIdentity.REPLACED;
        };
    return switch (store().salvage(repair.home(), repair.file(), identity, progress)) {
      case Salvage.NoFile(), Salvage.Sound() -> new Outcome.NothingToDo();
      case Salvage.IdentityLost() ->
          notDone(repair, "the identity of the store cannot be read; plan it again");
      case Salvage.Done done -> new Outcome.Done(ToldSalvage.of(done));
    };
  }

  private Outcome controlPlane(Repair.MakeControlPlane repair) {
    return switch (store().adoptAgents(repair.home(), progress)) {
      case Adoption.NothingToDo() -> new Outcome.NothingToDo();
      case Adoption.Done done -> new Outcome.Done(told(done));
    };
  }

  private static String told(Adoption.Done done) {
    return "NO TOKEN IS LEFT. "
        + ToldSalvage.ownToken(done.token())
        + " Make others with: "
        + ToldSalvage.NEW_TOKEN
        + ". The store is "
        + done.store().value()
        + " from now on. Registered because they have a database: "
        + String.join(", ", done.registered())
        + "."
        + (done.aside().isEmpty()
            ? ""
            : " What was put aside is kept in " + String.join(", ", done.aside()) + ".");
  }

  private Outcome upgrade(Repair.UpgradeStore repair) {
    Upgrades upgrades = store().upgrade(repair.home(), progress);
    if (!upgrades.notDone().isEmpty()) {
      return notDone(
          repair,
          upgrades.notDone().stream()
                  .map(it -> it.file() + ": " + it.reason())
                  .collect(Collectors.joining("; "))
              + (upgrades.done().isEmpty() ? "" : ". Done: " + told(upgrades)));
    }
    return upgrades.done().isEmpty() ? new Outcome.NothingToDo() : new Outcome.Done(told(upgrades));
  }

  private static String told(Upgrades upgrades) {
    return upgrades.done().stream().map(Mending::told).collect(Collectors.joining(" "));
  }

  private static String told(Upgrade upgrade) {
    return "%s has schema %s now, it had %s; the copy made before is %s."
        .formatted(upgrade.file(), upgrade.to(), upgrade.from(), upgrade.backup());
  }

  private Outcome rows(Repair.MendRows repair) {
    Mended mended = store().mendOrphans(repair.home(), repair.file(), progress);
    return mended.orphans().isEmpty()
        ? new Outcome.NothingToDo()
        : new Outcome.Done(
            mended.orphans().stream().map(OrphansCheck::line).collect(Collectors.joining("; "))
                + ". The copy made before is "
                + mended.copy()
                + ".");
  }

  private Outcome log(Repair.EmptyLog repair) {
    long before = store().emptyLog(repair.home(), repair.file());
    return before == 0
        ? new Outcome.NothingToDo()
        : new Outcome.Done("It had " + before + " bytes.");
  }

  private Outcome turns(Repair.EndTurns repair) {
    return switch (patient.turns().end(repair.agent())) {
      case NotDone<Recovered> obstacle -> notDone(repair, obstacle.message());
      case Done<Recovered>(Recovered recovered) -> told(repair, recovered);
    };
  }

  private static Outcome told(Repair repair, Recovered recovered) {
    if (!recovered.left().isEmpty()) {
      return notDone(repair, "these could not be ended: " + turns(recovered.left()) + ".");
    }
    return recovered.ended().isEmpty()
        ? new Outcome.NothingToDo()
        : new Outcome.Done(
            Stream.concat(
                    told("Ended as interrupted: ", recovered, it -> !isLease(it)),
                    told("Freed the leases of: ", recovered, Mending::isLease))
                .collect(Collectors.joining(" ")));
  }

  private static Stream<String> told(
      String words, Recovered recovered, Predicate<Recovery.Stuck> which) {
    List<Recovery.Stuck> these = recovered.ended().stream().filter(which).toList();
    return these.isEmpty() ? Stream.empty() : Stream.of(words + turns(these) + ".");
  }

  private static boolean isLease(Recovery.Stuck stuck) {
    return stuck.reason() == StuckReason.STRAY_LEASE;
  }

  private static String turns(List<Recovery.Stuck> turns) {
    return turns.stream().map(it -> it.turn().value()).collect(Collectors.joining(", "));
  }

  private StoreMaintenance store() {
    return patient.maintenance();
  }

  private static Outcome notDone(Repair repair, String reason) {
    return new Outcome.NotDone(
        new Finding(
            "repair-not-done",
            Severity.ERROR,
            "This could not be mended: " + reason,
            repair.where(),
            "Mend what it says, then run doctor again; what was done stays done."));
  }
}
