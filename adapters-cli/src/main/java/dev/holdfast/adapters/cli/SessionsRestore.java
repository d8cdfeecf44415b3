package dev.holdfast.adapters.cli;

import dev.holdfast.adapters.cli.ThroughGateway.Writes;
import picocli.CommandLine.Model.CommandSpec;

/** Brings a session back from the archive. */
final class SessionsRestore implements Command {

  @Override
  public CommandSpec specification() {
    CommandSpec command = CommandSpec.create().name("restore");
    command
        .usageMessage()
        .description("Give an archived session its key back, if no other session has it by now.");
    return command.addPositional(
        Parameters.required("ID", "The id of a session that sessions archived shows."));
  }

  @Override
  public Answer run(Invocation invocation) {
    String id = GatewayCall.encoded(invocation.arguments().parameter(0));
    return ThroughGateway.run(
        invocation,
        Writes.AGENTS,
        GatewayCall.post("/api/archives/" + id + "/restore"),
        SessionPath::told);
  }
}
