package dev.holdfast.app.doctor;

import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.finding.Severity;
import dev.holdfast.domain.repair.Repair;
import dev.holdfast.ports.in.Doctor.Problem;
import dev.holdfast.ports.out.env.DatabaseFacts;
import dev.holdfast.ports.out.env.DatabaseFacts.Cure;
import dev.holdfast.ports.out.env.DatabaseFacts.Dangling;
import dev.holdfast.ports.out.env.DatabaseFacts.Integrity;
import java.util.List;
import java.util.stream.Stream;

/** Whether every reference leads to a row. */
final class ForeignKeysCheck implements Check {

  static final String ID = "foreign-keys";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String looksAt() {
    return "every reference of every row (foreign_key_check)";
  }

  @Override
  public List<Problem> look(Chart chart) {
    return StoreProblems.of(
        chart,
        (database, content) ->
            switch (content.integrity()) {
              case Integrity.NotChecked() -> Stream.empty();
              case Integrity.Checked checked -> {
                List<Dangling> mendable = with(Cure.MENDING, checked);
                List<Dangling> lost = with(Cure.NONE, checked);
                yield Stream.concat(
                    mendable.isEmpty()
                        ? Stream.empty()
                        : Stream.of(problem(chart, database, mendable)),
                    lost.isEmpty() ? Stream.empty() : Stream.of(lost(chart, database, lost)));
              }
            });
  }

  private static List<Dangling> with(Cure cure, Integrity.Checked checked) {
    return checked.references().stream().filter(it -> it.cure() == cure).toList();
  }

  private static Problem lost(Chart chart, DatabaseFacts database, List<Dangling> references) {
    return StoreProblems.byHand(
        ID,
        "references-lost",
        Severity.ERROR,
        "Events refer to content that is not there.",
        StoreProblems.path(chart, database),
        "Put a backup in the database's place: holdfast doctor --only orphans names the events, and"
            + " removes none.",
        evidence(references));
  }

  private static Problem problem(Chart chart, DatabaseFacts database, List<Dangling> references) {
    return StoreProblems.mended(
        ID,
        new Finding(
            "references-dangling",
            Severity.ERROR,
            "Rows refer to rows that are not there.",
            StoreProblems.path(chart, database),
            "Stop the gateway and let doctor mend them, after a copy that it reads back."),
        evidence(references),
        new Repair.MendRows(chart.home(), database.file()));
  }

  private static List<String> evidence(List<Dangling> references) {
    return references.stream()
        .map(it -> "%d of %s refer to no %s".formatted(it.rows(), it.table(), it.parent()))
        .toList();
  }
}
