package dev.holdfast.adapters.cli;

import dev.holdfast.ports.in.TokenSummary;
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
    String id = invocation.arguments().parameter(0);
    return new Intent.Change(
        Writes.Folder.CONTROL_PLANE,
        lookout ->
            KnownToken.foreseen(
                lookout.stored().revocable(id), "revoke", "It would be over for good."),
        hands -> ToldOutcome.of(hands.changes().revokeToken(id), TokensRevoke::told));
  }

  private static Answer told(TokenSummary token) {
    return new Answer.Done(
        new JsonObject().put("token", TokenFacts.json(token)),
        screen -> screen.line("Revoked " + token.name() + " (" + token.id() + ")."));
  }
}
