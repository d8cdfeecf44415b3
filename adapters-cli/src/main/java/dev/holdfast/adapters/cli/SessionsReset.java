package dev.holdfast.adapters.cli;

import dev.holdfast.adapters.cli.JsonValue.Members;
import picocli.CommandLine.Model.CommandSpec;

/** Points a session's key at a new transcript. */
final class SessionsReset implements GuardedCommand {

  @Override
  public CommandSpec specification() {
    CommandSpec command = CommandSpec.create().name("reset");
    command
        .usageMessage()
        .description("Begin a new transcript under a session's key. The old one stays.");
    return SessionPath.addTo(command)
        .addOption(
            Parameters.flag(
                SessionPath.FORCE, "Cancel the turn that runs. Else it is waited for."));
  }

  @Override
  public Intent intent(Invocation invocation) {
    JsonObject body = new JsonObject().put("force", invocation.arguments().has(SessionPath.FORCE));
    return SessionPath.move(
        invocation,
        GatewayCall.post(SessionPath.of(invocation, "/reset"), body),
        SessionsReset::told);
  }

  private static Answer told(Members session) {
    return new Answer.Done(
        new JsonObject().put("session", session.json()),
        screen ->
            screen.line(
                "%s now leads to %s; it was %s."
                    .formatted(
                        session.text("key"),
                        session.text("session_id"),
                        session.text("previous_session_id"))));
  }
}
