package dev.holdfast.domain.turn;

import java.time.Instant;

/** How far a stored turn is. */
public sealed interface TurnProgress {

  /** It has not reached its end. */
  record Running() implements TurnProgress {}

  /** It reached its terminal state. */
  record Ended(TurnEnding ending, Instant at) implements TurnProgress {}
}
