package dev.holdfast.adapters.cli;

import dev.holdfast.domain.finding.Finding;
import java.util.List;

/** A configuration that keeps a command from its work, told with everything wrong with it. */
final class ConfigurationProblem {

  private ConfigurationProblem() {}

  static Answer.Problem of(String message, List<Finding> findings) {
    return new Answer.Problem(
        ExitCode.FAILURE,
        "bad_configuration",
        message,
        List.of("Check it again with: holdfast config validate"),
        Findings.addTo(new JsonObject(), findings),
        screen -> findings.forEach(finding -> Findings.show(screen, finding)));
  }
}
