package dev.holdfast.app.doctor;

import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.finding.Severity;
import dev.holdfast.domain.repair.Repair;
import dev.holdfast.ports.in.Doctor.Problem;
import dev.holdfast.ports.out.env.DatabaseFacts;
import dev.holdfast.ports.out.env.DatabaseFacts.Content;
import dev.holdfast.ports.out.env.DatabaseFacts.Cure;
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
          // What recovery ends and frees is told by the check of turns.
          List<Orphans> mendable = with(Cure.MENDING, content);
          List<Orphans> lost = with(Cure.NONE, content);
          return Stream.concat(
              mendable.isEmpty() ? Stream.empty() : Stream.of(problem(chart, database, mendable)),
              lost.isEmpty() ? Stream.empty() : Stream.of(contentLost(chart, database, lost)));
        });
  }

  private static List<Orphans> with(Cure cure, Content.Inspected content) {
    return content.orphans().stream().filter(it -> it.kind().cure() == cure).toList();
  }

  private static Problem contentLost(Chart chart, DatabaseFacts database, List<Orphans> orphans) {
    return StoreProblems.byHand(
        ID,
        "content-lost",
        Severity.ERROR,
        "%d events have lost their content, and their conversations cannot be read."
            .formatted(orphans.stream().mapToLong(Orphans::rows).sum()),
        StoreProblems.path(chart, database),
        "Put a backup in the database's place, or begin these conversations anew with holdfast"
            + " sessions reset; doctor removes no event.",
        orphans.stream().map(OrphansCheck::line).toList());
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
