package dev.holdfast.app.doctor;

import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.repair.Repair;
import dev.holdfast.ports.in.Doctor.Problem;
import dev.holdfast.ports.out.env.DatabaseFacts;
import dev.holdfast.ports.out.env.DatabaseFacts.Content;
import dev.holdfast.ports.out.env.DatabaseFacts.Standing;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The databases of a home that a newer or another program made. Whatever is wrong with one, nothing
 * is planned that writes it: this program does not know what in it has to stay.
 */
final class OthersDatabases {

  private OthersDatabases() {}

  /** The problem without the repairs that would write one of them. */
  static Problem spared(Problem problem, Chart chart) {
    List<Repair> right =
        problem.repairs().stream().filter(repair -> !writesAnothers(repair, chart)).toList();
    return right.size() == problem.repairs().size()
        ? problem
        : new Problem(problem.check(), left(problem.finding()), problem.evidence(), right);
  }

  private static Finding left(Finding finding) {
    return new Finding(
        finding.id(),
        finding.severity(),
        finding.what(),
        finding.where(),
        "It is left as it is, because a newer or another program made a database that would be"
            + " written: use the doctor of that program, or put a backup in its place.");
  }

  private static boolean writesAnothers(Repair repair, Chart chart) {
    return written(repair)
        .anyMatch(
            database ->
                chart.store().databases().stream()
                    .filter(OthersDatabases::isAnothers)
                    .anyMatch(database));
  }

  private static boolean isAnothers(DatabaseFacts database) {
    return switch (database.content()) {
      case Content.Missing() -> false;
      case Content.Unreadable _ -> false;
      case Content.Inspected inspected ->
          switch (inspected.schema().standing()) {
            case CURRENT, OLDER -> false;
            case NEWER, FOREIGN -> true;
          };
    };
  }

  /** What a repair writes; nothing of the store, if it is empty. */
  private static Stream<Predicate<DatabaseFacts>> written(Repair repair) {
    return switch (repair) {
      case Repair.SalvageDatabase it -> Stream.of(file(it.file()));
      case Repair.MendRows it -> Stream.of(file(it.file()));
      case Repair.EmptyLog it -> Stream.of(file(it.file()));
      case Repair.EndTurns it -> Stream.of(file(it.file()), OthersDatabases::isControlPlane);
      // A newer program's control plane would hold more than this program's.
      case Repair.MakeControlPlane _ -> Stream.of(OthersDatabases::isThere);
      case Repair.UpgradeStore _ ->
          Stream.of(OthersDatabases::isControlPlane, OthersDatabases::isKnownAndNewer);
      case Repair.Restrict _ -> Stream.empty();
      case Repair.RemoveRecord _ -> Stream.empty();
      case Repair.ArchiveTree _ -> Stream.empty();
    };
  }

  private static Predicate<DatabaseFacts> file(String file) {
    return database -> database.file().equals(file);
  }

  private static boolean isThere(DatabaseFacts database) {
    return !(database.content() instanceof Content.Missing);
  }

  private static boolean isKnownAndNewer(DatabaseFacts database) {
    return switch (database.registration()) {
      case REGISTERED, UNKNOWN ->
          database.content() instanceof Content.Inspected inspected
              && inspected.schema().standing() == Standing.NEWER;
      case UNREGISTERED -> false;
    };
  }

  private static boolean isControlPlane(DatabaseFacts database) {
    return switch (database.role()) {
      case DatabaseFacts.Role.ControlPlane() -> true;
      case DatabaseFacts.Role.Agent _ -> false;
    };
  }
}
