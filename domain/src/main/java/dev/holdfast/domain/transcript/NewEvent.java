package dev.holdfast.domain.transcript;

import dev.holdfast.domain.turn.TurnId;
import java.time.Instant;

/**
 * An event to append; the store gives it the next sequence of its session.
 *
 * @param tokens size in model tokens, at least 0, counted once when the event is made
 */
public record NewEvent(
    EventId id,
    EventParent parent,
    TurnId turn,
    Instant at,
    Item item,
    int tokens,
    EventOrigin origin,
    Completeness completeness) {

  public NewEvent {
    if (tokens < 0) {
      throw new IllegalArgumentException("tokens cannot be negative");
    }
  }

  /** The event as it stands in the store under its sequence. */
  public TranscriptEvent at(long sequence) {
    return new TranscriptEvent(id, sequence, parent, turn, at, item, tokens, origin, completeness);
  }
}
