package dev.holdfast.app.doctor;

import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.finding.Severity;
import dev.holdfast.domain.repair.Repair;
import dev.holdfast.ports.in.Doctor.Problem;
import dev.holdfast.ports.out.env.DatabaseFacts;
import dev.holdfast.ports.out.env.DatabaseFacts.OrphanKind;
import dev.holdfast.ports.out.env.DatabaseFacts.Orphans;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Rows that nothing refers to, or that refer to nothing. */
final class OrphansCheck implements Check {

  private static final String ID = "orphans";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String looksAt() {
    return "rows that nothing refers to, or that refer to nothing";
  }

  @Override
  public List<Problem> look(Chart chart) {
    return StoreProblems.of(
        chart,
        (database, content) -> {
          List<Orphans> orphans =
              content.orphans().stream().filter(it -> !isOfATurn(it.kind())).toList();
          return orphans.isEmpty() ? Stream.empty() : Stream.of(problem(chart, database, orphans));
        });
  }

  /** Recovery ends turns and frees leases; they are told by the check of turns. */
  private static boolean isOfATurn(OrphanKind kind) {
    return kind == OrphanKind.RUNNING_TURNS_WITHOUT_LEASE
        || kind == OrphanKind.LEASES_WITHOUT_RUNNING_TURN;
  }

  private static Problem problem(Chart chart, DatabaseFacts database, List<Orphans> orphans) {
    return StoreProblems.mended(
        ID,
        new Finding(
            "rows-orphaned",
            Severity.WARNING,
            "%d rows have lost what they belong to."
                .formatted(orphans.stream().mapToLong(Orphans::rows).sum()),
            StoreProblems.path(chart, database),
            "Stop the gateway and let doctor mend them, after a copy that it reads back."),
        orphans.stream().map(OrphansCheck::line).toList(),
        new Repair.MendRows(chart.home(), database.file()));
  }

  static String line(Orphans orphans) {
    return "%d %s: %s"
        .formatted(
            orphans.rows(),
            orphans.kind().name().toLowerCase(Locale.ROOT).replace('_', ' '),
            String.join(", ", orphans.examples()));
  }
}
