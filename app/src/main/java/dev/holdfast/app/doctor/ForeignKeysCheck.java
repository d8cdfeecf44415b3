package dev.holdfast.app.doctor;

import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.finding.Severity;
import dev.holdfast.domain.repair.Repair;
import dev.holdfast.ports.in.Doctor.Problem;
import dev.holdfast.ports.out.env.DatabaseFacts;
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
              case Integrity.Checked checked ->
                  checked.references().isEmpty()
                      ? Stream.empty()
                      : Stream.of(problem(chart, database, checked.references()));
            });
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
        references.stream()
            .map(it -> "%d of %s refer to no %s".formatted(it.rows(), it.table(), it.parent()))
            .toList(),
        new Repair.MendRows(chart.home(), database.file()));
  }
}
