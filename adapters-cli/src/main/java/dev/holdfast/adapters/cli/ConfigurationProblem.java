package dev.holdfast.adapters.cli;

import dev.holdfast.domain.finding.Finding;
import dev.holdfast.ports.in.ConfigurationBroken;
import java.util.List;

/** A configuration that cannot be used. */
final class ConfigurationProblem {

  private ConfigurationProblem() {}

  static Answer.Problem of(ConfigurationBroken broken) {
    return of(String.valueOf(broken.getMessage()), broken.findings());
  }

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
