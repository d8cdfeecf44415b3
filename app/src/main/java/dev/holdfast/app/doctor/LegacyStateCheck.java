package dev.holdfast.app.doctor;

import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.finding.Severity;
import dev.holdfast.ports.in.Doctor.Problem;
import dev.holdfast.ports.out.env.HomeInspection.NearTree;
import java.util.List;
import java.util.stream.Stream;

/** State of the product that Holdfast follows, which nothing here reads. */
final class LegacyStateCheck implements Check {

  private static final String ID = "legacy-state";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String looksAt() {
    return "state of another product nearby, of which nothing was imported";
  }

  @Override
  public List<Problem> look(Chart chart) {
    return chart.files().trees().stream()
        .flatMap(
            tree ->
                switch (tree) {
                  case NearTree.Legacy legacy -> Stream.of(problem(legacy));
                  case NearTree.Shadow _ -> Stream.empty();
                })
        .toList();
  }

  private static Problem problem(NearTree.Legacy legacy) {
    return new Problem(
        ID,
        new Finding(
            "legacy-not-imported",
            Severity.INFO,
            "State of another product lies here. Holdfast does not read it and has not changed it.",
            legacy.path(),
            "Keep it: a later version will import it, leaving it as it is."),
        legacy.signs(),
        List.of());
  }
}
