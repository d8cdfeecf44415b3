package dev.holdfast.ports.out.model;

import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.transcript.RawFields;
import dev.holdfast.domain.turn.FinishReason;
import dev.holdfast.domain.turn.TurnFailure;
import dev.holdfast.domain.turn.Usage;
import java.util.List;

/** How a generation ended. */
public sealed interface ModelOutcome {

  /**
   * The model answered whole.
   *
   * @param choices at least one
   * @param extra members of the answer that are passed on, such as {@code service_tier}
   */
  record Answered(List<Choice> choices, ReportedUsage usage, RawFields extra)
      implements ModelOutcome {
    public Answered {
      choices = List.copyOf(choices);
      if (choices.isEmpty()) {
        throw new IllegalArgumentException("an answer has at least one choice");
      }
    }
  }

  /** It failed; what came before is worthless. */
  record Failed(TurnFailure failure) implements ModelOutcome {}

  /** It was cancelled; what had come by then, possibly nothing. */
  record Cancelled(List<Item> partial) implements ModelOutcome {
    public Cancelled {
      partial = List.copyOf(partial);
    }
  }

  /**
   * One answer.
   *
   * @param items the message, if it said anything, and its tool calls, in order
   * @param extra members of the choice that are passed on, such as {@code logprobs}
   */
  record Choice(List<Item> items, FinishReason finish, RawFields extra) {
    public Choice {
      items = List.copyOf(items);
    }
  }

  /** What the upstream said about tokens. */
  sealed interface ReportedUsage {

    /** Nothing. */
    record Unknown() implements ReportedUsage {}

    /** These figures. */
    record Known(Usage usage) implements ReportedUsage {}
  }
}
