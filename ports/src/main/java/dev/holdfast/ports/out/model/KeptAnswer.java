package dev.holdfast.ports.out.model;

import dev.holdfast.domain.transcript.RawFields;
import java.util.List;

/** An answer that is kept beside any transcript, to be told again. */
public sealed interface KeptAnswer {

  /** None is: a transcript has it, or there is no answer. */
  record None() implements KeptAnswer {}

  /**
   * This one.
   *
   * @param choices at least one
   * @param extra members of the answer that are passed on
   */
  record Whole(List<ModelOutcome.Choice> choices, RawFields extra) implements KeptAnswer {
    public Whole {
      choices = List.copyOf(choices);
    }
  }
}
