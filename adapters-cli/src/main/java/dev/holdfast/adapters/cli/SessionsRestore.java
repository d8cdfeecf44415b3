package dev.holdfast.adapters.cli;

import dev.holdfast.adapters.cli.Intent.Writes;
import picocli.CommandLine.Model.CommandSpec;

/** Brings a session back from the archive. */
final class SessionsRestore implements GuardedCommand {

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
  public Intent intent(Invocation invocation) {
    String id = GatewayCall.encoded(invocation.arguments().parameter(0));
    GatewayCall call = GatewayCall.post("/api/archives/" + id + "/restore");
    return new Intent.Change(Writes.AGENTS, opened -> opened.ask(call, SessionPath::told));
  }
}
