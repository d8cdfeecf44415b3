package dev.holdfast.adapters.cli;

import dev.holdfast.adapters.cli.ThroughGateway.Writes;
import picocli.CommandLine.Model.CommandSpec;

/** Shows one turn. */
final class TurnsShow implements Command {

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
    return ThroughGateway.run(
        invocation, Writes.NOTHING, GatewayCall.get("/api/turns/" + id), TurnFacts::told);
  }
}
