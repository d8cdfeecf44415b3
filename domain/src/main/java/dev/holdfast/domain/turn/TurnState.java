package dev.holdfast.domain.turn;

/** Where a turn stands. Exactly one terminal state is reached, always. */
public enum TurnState {
  ACCEPTED,
  RUNNING,
  COMPLETED,
  FAILED,
  CANCELLED,
  INTERRUPTED;

  /** Whether nothing follows this state. */
  public boolean isTerminal() {
    return this != ACCEPTED && this != RUNNING;
  }
}
