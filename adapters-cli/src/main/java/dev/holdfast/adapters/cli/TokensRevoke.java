package dev.holdfast.adapters.cli;

import dev.holdfast.adapters.cli.JsonValue.Members;
import dev.holdfast.adapters.cli.ThroughGateway.Writes;
import picocli.CommandLine.Model.CommandSpec;

/** Ends a token. */
final class TokensRevoke implements Command {

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
  public Answer run(Invocation invocation) {
    String id = GatewayCall.encoded(invocation.arguments().parameter(0));
    return ThroughGateway.run(
        invocation,
        Writes.CONTROL_PLANE,
        GatewayCall.delete("/api/tokens/" + id),
        TokensRevoke::told);
  }

  private static Answer told(Members token) {
    return new Answer.Done(
        new JsonObject().put("token", token.json()),
        screen -> screen.line("Revoked " + token.text("name") + " (" + token.text("id") + ")."));
  }
}
