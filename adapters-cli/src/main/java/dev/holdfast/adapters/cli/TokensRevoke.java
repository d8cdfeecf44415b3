package dev.holdfast.adapters.cli;

import dev.holdfast.adapters.cli.Intent.Writes;
import dev.holdfast.adapters.cli.JsonValue.Members;
import picocli.CommandLine.Model.CommandSpec;

/** Ends a token. */
final class TokensRevoke implements GuardedCommand {

  @Override
  public CommandSpec specification() {
    CommandSpec command = CommandSpec.create().name("revoke");
    command
        .usageMessage()
        .description("End a token for good, and with it whatever was opened with it.");
    return command.addPositional(
        Parameters.required("ID", "The id of a token that tokens list shows."));
  }

  @Override
  public Intent intent(Invocation invocation) {
    String id = GatewayCall.encoded(invocation.arguments().parameter(0));
    GatewayCall call = GatewayCall.delete("/api/tokens/" + id);
    return new Intent.Change(Writes.CONTROL_PLANE, opened -> opened.ask(call, TokensRevoke::told));
  }

  private static Answer told(Members token) {
    return new Answer.Done(
        new JsonObject().put("token", token.json()),
        screen -> screen.line("Revoked " + token.text("name") + " (" + token.text("id") + ")."));
  }
}
