package dev.holdfast.app.doctor;

import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.finding.Severity;
import dev.holdfast.domain.repair.Repair;
import dev.holdfast.ports.in.Doctor;
import dev.holdfast.ports.in.HomeRepairs;
import dev.holdfast.ports.out.env.HomeInspection.Access;
import dev.holdfast.ports.out.env.HomeMaintenance.Hold;
import dev.holdfast.ports.out.env.HomeMaintenance.Locking;
import dev.holdfast.ports.out.env.Progress;
import dev.holdfast.ports.out.env.StorageFailure;
import dev.holdfast.ports.out.env.StoreIdentity;
import dev.holdfast.ports.out.env.StoreInspection.Depth;
import dev.holdfast.ports.out.env.SupportFiles.Archiving;
import dev.holdfast.ports.out.env.SupportFiles.Member;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Runs the checks on one home, and mends what they planned. */
public final class DoctorService implements Doctor, HomeRepairs {

  /** Reading every page takes long, so it is done only if one of these is asked. */
  private static final Set<String> DEEP = Set.of(IntegrityCheck.ID, ForeignKeysCheck.ID);

  private static final String CONTROL_PLANE = "state";

  /** Enough to find the place in the program. */
  private static final int MOST_FRAMES = 5;

  private final Patient patient;

  /** For one home. */
  public DoctorService(Patient patient) {
    this.patient = patient;
  }

  @Override
  public List<Look> checks() {
    return Checks.ALL.stream().map(it -> new Look(it.id(), it.looksAt())).toList();
  }

  @Override
  public Examination examine(Set<String> only, Progress progress) {
    List<Check> chosen = chosen(only);
    if (!patient.home().isEmpty() && patient.files().access() instanceof Access.OfAnother another) {
      return closed(another, chosen);
    }
    Chart chart =
        new Chart(
            patient,
            only,
            chosen.stream().map(Check::id).anyMatch(DEEP::contains) ? Depth.FULL : Depth.QUICK,
            progress);
    List<Check> checks = lacksStore(chart) ? withLocation(chosen) : chosen;
    List<Problem> problems = new ArrayList<>();
    for (int i = 0; i < checks.size(); i++) {
      progress.at("looking", i, checks.size());
      problems.addAll(look(checks.get(i), chart));
    }
    progress.at("looking", checks.size(), checks.size());
    return new Examination(
        patient.home(),
        told(DoctorService::database, chart),
        told(DoctorService::storeId, chart),
        checks.stream().map(Check::id).toList(),
        problems);
  }

  /** What this user may read of it is not what its owner would see, so nothing else is told. */
  private Examination closed(Access.OfAnother another, List<Check> checks) {
    return new Examination(
        patient.home(),
        "",
        "",
        List.of(LocationCheck.ID),
        List.of(
            new Problem(
                LocationCheck.ID,
                new Finding(
                    "home-of-another-user",
                    Severity.ERROR,
                    "The home belongs to user %d, and this is user %d: a doctor looks into no home of another user but as root."
                        .formatted(another.owner(), another.user()),
                    patient.home(),
                    "Run it as user %d, for example with sudo -u '#%d', or name another home with --home."
                        .formatted(another.owner(), another.owner())),
                List.of(
                    "not looked at: "
                        + checks.stream()
                            .map(Check::id)
                            .filter(id -> !id.equals(LocationCheck.ID))
                            .collect(Collectors.joining(", "))),
                List.of())));
  }

  private List<Check> chosen(Set<String> only) {
    List<String> known = Checks.ALL.stream().map(Check::id).toList();
    if (!known.containsAll(only)) {
      throw new IllegalArgumentException("there are no other checks than " + known);
    }
    return Checks.ALL.stream()
        .filter(check -> only.isEmpty() || only.contains(check.id()))
        // Without a home there is nothing else to look at.
        .filter(check -> !patient.home().isEmpty() || check.id().equals(LocationCheck.ID))
        .toList();
  }

  /** Checks of a store that is not there find nothing, and that must not read as all being well. */
  private static List<Check> withLocation(List<Check> chosen) {
    return Checks.ALL.stream()
        .filter(check -> chosen.contains(check) || check.id().equals(LocationCheck.ID))
        .toList();
  }

  private static boolean lacksStore(Chart chart) {
    try {
      return !chart.home().isEmpty() && chart.state().databases().isEmpty();
    } catch (RuntimeException unread) {
      // Which the checks say.
      return false;
    }
  }

  private static List<Problem> look(Check check, Chart chart) {
    try {
      return check.look(chart).stream()
          .map(problem -> OthersDatabases.spared(problem, chart))
          .toList();
    } catch (StorageFailure | UncheckedIOException failure) {
      return List.of(notPossible(check, chart, String.valueOf(failure.getMessage()), List.of()));
    } catch (RuntimeException unforeseen) {
      // Whatever damage made of a value, the other checks look.
      return List.of(
          notPossible(
              check,
              chart,
              String.valueOf(unforeseen),
              Arrays.stream(unforeseen.getStackTrace())
                  .limit(MOST_FRAMES)
                  .map(StackTraceElement::toString)
                  .toList()));
    }
  }

  private static Problem notPossible(
      Check check, Chart chart, String reason, List<String> evidence) {
    return new Problem(
        check.id(),
        new Finding(
            "check-not-possible",
            Severity.ERROR,
            "This could not be looked at: " + reason,
            chart.home(),
            "Mend what it says, then run doctor again. The other checks have looked."),
        evidence,
        List.of());
  }

  private static String database(Chart chart) {
    return chart.home().isEmpty()
        ? ""
        : chart.state().databases().stream()
            .filter(file -> file.startsWith(CONTROL_PLANE))
            .findFirst()
            .map(file -> chart.home() + "/" + file)
            .orElse("");
  }

  private static String storeId(Chart chart) {
    return !chart.home().isEmpty() && chart.store().identity() instanceof StoreIdentity.Known known
        ? known.id().value()
        : "";
  }

  /** A text of the report; empty where it cannot be told, which the checks say. */
  private static String told(Function<Chart, String> text, Chart chart) {
    try {
      return text.apply(chart);
    } catch (RuntimeException unread) {
      return "";
    }
  }

  @Override
  public Treatment treat(Examination examination, Progress progress) {
    List<Repair> free = needing(Repair.Needs.NOTHING, examination);
    List<Repair> locked = needing(Repair.Needs.HOME_LOCK, examination);
    if (locked.isEmpty()) {
      return treated(steps(free, progress), examination, progress);
    }
    return switch (patient.mending().lock()) {
      case Locking.NotLocked(Finding finding) -> new Treatment.Refused(finding);
      case Locking.Locked(Hold hold) when free.isEmpty() ->
          treated(stepsUnder(hold, locked, progress), examination, progress);
      case Locking.Locked(Hold hold) -> {
        // The lock would be lost where the permissions of its own file are changed.
        hold.close();
        List<Step> steps = new ArrayList<>(steps(free, progress));
        steps.addAll(stepsUnderAnotherHold(locked, progress));
        yield treated(steps, examination, progress);
      }
    };
  }

  /** A process may have taken the home meanwhile: then none of them is done. */
  private List<Step> stepsUnderAnotherHold(List<Repair> plan, Progress progress) {
    return switch (patient.mending().lock()) {
      case Locking.NotLocked(Finding finding) ->
          plan.stream()
              .map(repair -> new Step(repair, new Repair.Outcome.NotDone(finding)))
              .toList();
      case Locking.Locked(Hold hold) -> stepsUnder(hold, plan, progress);
    };
  }

  private static List<Repair> needing(Repair.Needs needs, Examination examination) {
    return examination.plan().stream().filter(it -> it.needs() == needs).toList();
  }

  private List<Step> stepsUnder(Hold hold, List<Repair> plan, Progress progress) {
    try (hold) {
      return steps(plan, progress);
    }
  }

  private List<Step> steps(List<Repair> plan, Progress progress) {
    Mending mending = new Mending(patient, progress);
    return plan.stream().map(repair -> new Step(repair, mending.apply(repair))).toList();
  }

  /** Looks again once the lock is given back: it would be found held. */
  private Treatment treated(List<Step> steps, Examination examination, Progress progress) {
    return new Treatment.Treated(steps, examine(asked(examination), progress));
  }

  /** Where all looked, none was named. */
  private static Set<String> asked(Examination examination) {
    return examination.looked().size() == Checks.ALL.size()
        ? Set.of()
        : Set.copyOf(examination.looked());
  }

  @Override
  public Bundling bundle(String file, String program, Progress progress) {
    Examination examination = examine(Set.of(), progress);
    List<Member> members =
        new Bundle(patient, new Chart(patient, Set.of(), Depth.QUICK, progress))
            .of(program, examination);
    return switch (patient.support().archive(file, members)) {
      case Archiving.Archived(String path, long bytes) ->
          new Bundling.Bundled(
              path, members.stream().map(Member::name).toList(), bytes, examination);
      case Archiving.NotArchived(String path, String reason) ->
          new Bundling.NotBundled(path, reason);
    };
  }
}
