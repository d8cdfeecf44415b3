package dev.holdfast.app.doctor;

import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.finding.Severity;
import dev.holdfast.ports.in.Doctor.Problem;
import dev.holdfast.ports.out.env.StoreFacts;
import java.util.List;

/** Another home with the same store: a copy that goes its own way under the same name. */
final class DivergentStoresCheck implements Check {

  private static final String ID = "divergent-stores";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String looksAt() {
    return "another home with the same store id, as when a home was copied";
  }

  @Override
  public List<Problem> look(Chart chart) {
    return chart.state().otherHomes().stream()
        .map(other -> problem(chart, other.home(), chart.storeAt(other.home())))
        .toList();
  }

  private static Problem problem(Chart chart, String place, StoreFacts there) {
    return new Problem(
        ID,
        new Finding(
            "store-id-twice",
            Severity.WARNING,
            "The home " + place + " holds a store of the same id: one is a copy of the other.",
            chart.home(),
            "Give the copy an id of its own with: holdfast state new-id --home DIR. Nothing is ever"
                + " merged."),
        List.of(
            "this home: " + Sides.of(chart.home(), chart.store()),
            "the other: " + Sides.of(place, there)),
        List.of());
  }
}
