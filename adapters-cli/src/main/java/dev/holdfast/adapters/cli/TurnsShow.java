package dev.holdfast.adapters.cli;

import picocli.CommandLine.Model.CommandSpec;

/** Shows one turn. */
final class TurnsShow implements ReadingCommand {

  @Override
  public CommandSpec specification() {
    CommandSpec command = CommandSpec.create().name("show");
    command.usageMessage().description("Show one turn, waiting, running or ended.");
    return command.addPositional(
        Parameters.required("ID", "The id of a turn that turns list shows."));
  }

  @Override
  public Answer run(Invocation invocation) {
    String id = GatewayCall.encoded(invocation.arguments().parameter(0));
    return invocation.gateway().ask(new GatewayQuery("/api/turns/" + id), TurnFacts::told);
  }
}
