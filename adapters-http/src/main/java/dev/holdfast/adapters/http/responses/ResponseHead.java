package dev.holdfast.adapters.http.responses;

import dev.holdfast.domain.response.PreviousResponse;
import dev.holdfast.domain.response.ResponseId;
import dev.holdfast.domain.response.ResponseRecord;
import dev.holdfast.domain.transcript.RawFields;
import dev.holdfast.domain.turn.TurnRecord;
import dev.holdfast.domain.turn.TurnScope;
import dev.holdfast.ports.in.TurnFacts;
import java.time.Instant;

/**
 * What stays the same about a response while it goes on.
 *
 * @param settings members of the request that the object repeats
 * @param model the canonical model
 */
public record ResponseHead(
    ResponseId id, PreviousResponse previous, RawFields settings, String model, Instant createdAt) {

  /** The head of a turn's response. */
  public static ResponseHead of(
      ResponseId id, PreviousResponse previous, RawFields settings, TurnFacts facts) {
    return new ResponseHead(
        id,
        previous,
        settingsIn(facts.scope(), settings),
        facts.route().reference(),
        facts.startedAt());
  }

  /** The head of a stored response. */
  static ResponseHead of(ResponseRecord response) {
    TurnRecord turn = response.turn();
    return new ResponseHead(
        response.id(),
        response.previous(),
        settingsIn(turn.scope(), response.settings()),
        turn.effective().reference(),
        turn.startedAt());
  }

  /** In a session the gateway cuts what outgrows the model's context, whatever the request says. */
  private static RawFields settingsIn(TurnScope scope, RawFields settings) {
    return switch (scope) {
      case TurnScope.Keyed _ -> Settings.ofSession(settings);
      case TurnScope.Unlisted _, TurnScope.Stateless _ -> settings;
    };
  }
}
