package dev.holdfast.adapters.cli;

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
    return Answer.Problem.of(
            ExitCode.FAILURE,
            "unknown_agent",
            "There is no agent '" + name + "'.",
            "Agents here: " + String.join(", ", NearestName.order(name, known)))
        .with(new JsonObject().putStrings("agents", known));
  }
}
