package dev.holdfast.domain.turn;

/** The terminal state of a turn and what is known about it. */
public sealed interface TurnEnding {

  /** The model answered and the answer is stored. */
  record Completed(FinishReason finish, Usage usage) implements TurnEnding {}

  /** No answer. */
  record Failed(TurnFailure failure) implements TurnEnding {}

  /** The caller went away or asked to stop. */
  record Cancelled(String reason) implements TurnEnding {}

  /** The process that ran it is gone. */
  record Interrupted(String reason) implements TurnEnding {}

  /** The state this ending leads to. */
  default TurnState state() {
    return switch (this) {
      case Completed completed -> TurnState.COMPLETED;
      case Failed failed -> TurnState.FAILED;
      case Cancelled cancelled -> TurnState.CANCELLED;
      case Interrupted interrupted -> TurnState.INTERRUPTED;
    };
  }
}
