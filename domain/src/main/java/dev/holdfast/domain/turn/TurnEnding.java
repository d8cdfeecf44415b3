package dev.holdfast.domain.turn;

import dev.holdfast.domain.transcript.RawFields;

/** The terminal state of a turn and what is known about it. */
public sealed interface TurnEnding {

  /**
   * The model answered and the answer is stored.
   *
   * @param extra members of its answer that are passed on, such as {@code system_fingerprint}
   * @param choiceExtra the same of the answer's one choice, such as {@code logprobs}; both are
   *     empty for a turn without a transcript
   */
  record Completed(FinishReason finish, Usage usage, RawFields extra, RawFields choiceExtra)
      implements TurnEnding {

    /** An answer of which no members are passed on. */
    public static Completed plain(FinishReason finish, Usage usage) {
      return new Completed(finish, usage, RawFields.NONE, RawFields.NONE);
    }
  }

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
