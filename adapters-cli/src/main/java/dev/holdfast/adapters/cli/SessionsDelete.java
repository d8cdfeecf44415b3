package dev.holdfast.adapters.cli;

import dev.holdfast.adapters.cli.JsonValue.Members;
import picocli.CommandLine.Model.CommandSpec;

/** Takes a session into the archive. */
final class SessionsDelete implements GuardedCommand {

  @Override
  public CommandSpec specification() {
    CommandSpec command = CommandSpec.create().name("delete");
    command
        .usageMessage()
        .description("Take a session from its key and into the archive, from where it can return.");
    return SessionPath.addTo(command)
        .addOption(
            Parameters.flag(
                SessionPath.FORCE, "Cancel the turn that runs. Else it is waited for."));
  }

  @Override
  public Intent intent(Invocation invocation) {
    String force = invocation.arguments().has(SessionPath.FORCE) ? "true" : "";
    return SessionPath.move(
        invocation,
        GatewayCall.delete(SessionPath.of(invocation, "")).with("force", force),
        SessionsDelete::told);
  }

  private static Answer told(Members archived) {
    return new Answer.Done(
        new JsonObject().put("archived", archived.json()),
        screen -> {
          screen.line(archived.text("key") + " is in the archive.");
          screen.line(
              "Bring it back with: holdfast sessions restore " + archived.text("archive_id"));
        });
  }
}
