package dev.holdfast.adapters.cli;

import dev.holdfast.domain.finding.NearestName;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.OptionSpec;

/** The option that names an agent. */
final class AgentOption {

  static final String NAME = "--agent";

  private AgentOption() {}

  static OptionSpec withMeaning(String description) {
    return OptionSpec.builder(NAME)
        .paramLabel("NAME")
        .type(String.class)
        .description(description)
        .build();
  }

  /** The answer to a name that no agent has. */
  static Answer.Problem unknown(String name, List<String> known) {
    List<String> remedies = new ArrayList<>();
    for (String near : NearestName.of(name, known)) {
      remedies.add("Did you mean: " + near);
    }
    remedies.add("Agents here: " + String.join(", ", known));
    return Answer.Problem.of(
            ExitCode.FAILURE,
            "unknown_agent",
            "There is no agent '" + name + "'.",
            remedies.toArray(String[]::new))
        .with(new JsonObject().putStrings("agents", known));
  }
}
