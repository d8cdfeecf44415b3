package dev.holdfast.app.doctor;

import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.finding.Severity;
import dev.holdfast.ports.in.Doctor.Problem;
import dev.holdfast.ports.in.StateReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Where state is, and whether that is the place that is meant. */
final class LocationCheck implements Check {

  static final String ID = "location";

  /** Told by other checks, with what mends them. */
  private static final Set<String> TOLD_ELSEWHERE =
      Set.of("home-open-to-others", "home-writable-by-others", "store-unreadable", "store-copied");

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String looksAt() {
    return "where state is, and whether that is the place that is meant";
  }

  @Override
  public List<Problem> look(Chart chart) {
    StateReport state = chart.state();
    List<String> steps =
        state.steps().stream()
            .map(
                step ->
                    "%s %s: %s"
                        .formatted(step.source(), step.value(), step.reason())
                        .replace(" : ", ": "))
            .toList();
    List<Problem> problems = new ArrayList<>();
    for (Finding finding : state.findings()) {
      if (!TOLD_ELSEWHERE.contains(finding.id())) {
        problems.add(new Problem(ID, finding, steps, List.of()));
      }
    }
    if (!state.home().isEmpty() && state.databases().isEmpty()) {
      problems.add(
          new Problem(
              ID,
              new Finding(
                  "no-store",
                  Severity.WARNING,
                  "There is no store here, so nothing of one was looked at.",
                  state.home(),
                  "Start one with: holdfast gateway run. If there should be one, see how this home"
                      + " was found with: holdfast state"),
              steps,
              List.of()));
    }
    return problems;
  }
}
