package dev.holdfast.domain.state;

import dev.holdfast.domain.finding.Finding;
import java.util.List;

/** Where state is, or why that cannot be said. */
public sealed interface StateLocation {

  /** Every place that was considered, in order, each with its reason. */
  List<LocationStep> steps();

  /** What an operator should know about the way it was found. */
  List<Finding> findings();

  /**
   * State is here.
   *
   * @param home absolute, links not resolved; it need not exist
   * @param realHome the same with every link resolved
   */
  record Located(
      String home,
      String realHome,
      ConfigurationPlace configuration,
      Standing standing,
      List<LocationStep> steps,
      List<Finding> findings)
      implements StateLocation {
    public Located {
      steps = List.copyOf(steps);
      findings = List.copyOf(findings);
    }
  }

  /** No place may be used; the findings hold at least one error that says why. */
  record NotLocated(List<LocationStep> steps, List<Finding> findings) implements StateLocation {
    public NotLocated {
      steps = List.copyOf(steps);
      findings = List.copyOf(findings);
    }
  }
}
