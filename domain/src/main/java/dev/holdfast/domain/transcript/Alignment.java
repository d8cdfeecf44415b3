package dev.holdfast.domain.transcript;

import dev.holdfast.domain.turn.RefusalReason;
import java.util.List;

/** How a request's items fit the stored transcript. */
public sealed interface Alignment {

  /**
   * They fit.
   *
   * @param at the place the input follows
   * @param leading instructions that hold for this turn only and are not stored
   * @param input what is new, in order; stored as events before the model is asked
   */
  record Aligned(HistoryAction action, EventParent at, List<Item> leading, List<Item> input)
      implements Alignment {
    public Aligned {
      leading = List.copyOf(leading);
      input = List.copyOf(input);
    }
  }

  /** They do not fit; nothing may be stored. */
  record Misfit(RefusalReason reason, String message) implements Alignment {}
}
