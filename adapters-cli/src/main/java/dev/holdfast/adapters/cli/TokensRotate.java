package dev.holdfast.adapters.cli;

import dev.holdfast.adapters.cli.Intent.Forecast;
import dev.holdfast.adapters.cli.Intent.Lookout;
import dev.holdfast.domain.token.TokenText;
import dev.holdfast.ports.in.HomeDoor.TokenAtHand;
import dev.holdfast.ports.in.HomeLists;
import dev.holdfast.ports.in.Outcome;
import dev.holdfast.ports.in.StoredHome;
import dev.holdfast.ports.in.TokenSummary;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;

/** Gives a token another text. */
final class TokensRotate implements GuardedCommand {

  @Override
  public CommandSpec specification() {
    CommandSpec command = CommandSpec.create().name("rotate");
    command
        .usageMessage()
        .description(
            "Give a token another text, told this once: in the home's token file if the old one"
                + " stands there and is the one you use. The old one is over, and so is what was"
                + " opened with it.");
    return command
        .addPositional(Parameters.required("ID", "The id of a token that tokens list shows."))
        .addOption(NewTokenText.optionOfRotation());
  }

  @Override
  public Intent intent(Invocation invocation) {
    String id = invocation.arguments().parameter(0);
    return NewTokenText.intent(
        invocation,
        lookout -> preview(lookout, id),
        new NewTokenText.Wish(
            "The token keeps its text.",
            (held, stored) -> replaceable(id, held, stored),
            changes -> changes.rotateToken(id)));
  }

  /** Only the file of the very token that gets another text may be replaced. */
  private static Optional<TokenText> replaceable(
      String id, TokenAtHand held, Supplier<StoredHome> stored) {
    return held instanceof TokenAtHand.Some some
            && stored.get() instanceof StoredHome.Open(HomeLists lists)
            && lists.token(id) instanceof Outcome.Done<TokenSummary>(TokenSummary token)
            && token.use() == TokenSummary.Use.OWN
        ? Optional.of(some.text())
        : Optional.empty();
  }

  private static Forecast preview(Lookout lookout, String id) {
    return KnownToken.foreseen(
        lookout.stored().token(id), "rotate", "It would get another text; the old one is over.");
  }
}
