package dev.holdfast.adapters.cli;

import dev.holdfast.adapters.cli.Intent.Writes;
import picocli.CommandLine.Model.CommandSpec;

/** Stops one turn. */
final class TurnsAbort implements GuardedCommand {

  @Override
  public CommandSpec specification() {
    CommandSpec command = CommandSpec.create().name("abort");
    command
        .usageMessage()
        .description(
            "Stop a turn and wait for its end. One that waits leaves its queue; one that runs ends"
                + " as cancelled and keeps what came. Whoever asked for it hears so.");
    return command.addPositional(
        Parameters.required("ID", "The id of a turn that turns list shows."));
  }

  @Override
  public Intent intent(Invocation invocation) {
    String id = GatewayCall.encoded(invocation.arguments().parameter(0));
    GatewayCall call = GatewayCall.post("/api/turns/" + id + "/abort");
    return new Intent.Change(Writes.AGENTS, opened -> opened.ask(call, TurnFacts::told));
  }
}
