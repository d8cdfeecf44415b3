package dev.holdfast.adapters.cli;

import dev.holdfast.ports.in.TokenSummary;
import picocli.CommandLine.Model.CommandSpec;

/** Ends a token. */
final class TokensRevoke implements GuardedCommand {

  private static final String LOCKED_OUT =
      "It is the token that your commands on this home show. Without another of scope admin, in the"
          + " home's file token or in HOLDFAST_TOKEN, they can only read.";

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
                lookout.stored().revocable(id),
                "revoke",
                token -> warned("It would be over for good.", token)),
        hands -> ToldOutcome.of(hands.changes().revokeToken(id), TokensRevoke::told));
  }

  private static Answer told(TokenSummary token) {
    return new Answer.Done(
        new JsonObject().put("token", TokenFacts.json(token)),
        screen ->
            screen.line(warned("Revoked %s (%s).".formatted(token.name(), token.id()), token)));
  }

  private static String warned(String line, TokenSummary token) {
    return switch (token.use()) {
      case OWN -> line + " " + LOCKED_OUT;
      case OTHER -> line;
    };
  }
}
