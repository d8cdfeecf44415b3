package dev.holdfast.adapters.cli;

import dev.holdfast.adapters.cli.Intent.Forecast;
import dev.holdfast.ports.in.Outcome;
import dev.holdfast.ports.in.TokenSummary;
import java.util.function.Function;

/** What would become of a token that is known. */
final class KnownToken {

  private KnownToken() {}

  static Forecast foreseen(Outcome<TokenSummary> found, String action, String line) {
    return foreseen(found, action, token -> line);
  }

  static Forecast foreseen(
      Outcome<TokenSummary> found, String action, Function<TokenSummary, String> line) {
    return switch (found) {
      case Outcome.NotDone<TokenSummary> notDone ->
          new Forecast.WouldNot(ToldOutcome.problem(notDone));
      case Outcome.Done<TokenSummary>(TokenSummary token) ->
          new Forecast.Would(
              new JsonObject()
                  .put("token", TokenFacts.json(token))
                  .put("becomes", new JsonObject().put("action", action)),
              screen -> {
                screen.facts(Screen.named(TokenFacts.facts(token)));
                screen.line(line.apply(token));
              });
    };
  }
}
