package dev.holdfast.domain.turn;

/** The turn that a turn tries again. */
public sealed interface PreviousAttempt {

  /** It is the first try. */
  record None() implements PreviousAttempt {}

  /** This one, which gave no answer. */
  record Of(TurnId turn) implements PreviousAttempt {}
}
