package dev.holdfast.adapters.http.responses;

import dev.holdfast.domain.response.PreviousResponse;
import dev.holdfast.domain.response.ResponseId;
import dev.holdfast.domain.response.ResponseRecord;
import dev.holdfast.domain.transcript.RawFields;
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
    return new ResponseHead(id, previous, settings, facts.route().reference(), facts.startedAt());
  }

  /** The head of a stored response. */
  static ResponseHead of(ResponseRecord response) {
    return new ResponseHead(
        response.id(),
        response.previous(),
        response.settings(),
        response.turn().effective().reference(),
        response.turn().startedAt());
  }
}
