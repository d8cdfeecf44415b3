package dev.holdfast.domain.transcript;

import dev.holdfast.domain.turn.RefusalReason;
import java.util.List;

/** How a request's items fit the stored transcript. */
public sealed interface Alignment {

  /**
   * They fit.
   *
   * @param at the place the input follows
   * @param leading instructions that hold for this turn only, in the place of the stored ones, and
   *     are not stored; empty if the stored ones hold
   * @param input what is new, in order; stored as events before the model is asked. Empty if the
   *     model is to answer once more what is stored already
   */
  record Aligned(HistoryAction action, EventParent at, List<Item> leading, List<Item> input)
      implements Alignment {
    public Aligned {
      leading = List.copyOf(leading);
      input = List.copyOf(input);
    }

    /**
     * The stored events that the model sees before the input: those up to {@link #at}, without the
     * leading instructions at the root if this turn brings its own.
     *
     * @param path the stored path this was aligned with
     */
    public List<TranscriptEvent> base(List<TranscriptEvent> path) {
      int end = HistoryAlignment.endOf(path, at);
      int start = leading.isEmpty() ? 0 : Math.min(end, LeadingBlock.in(path));
      return path.subList(start, end);
    }
  }

  /** They do not fit; nothing may be stored. */
  record Misfit(RefusalReason reason, String message) implements Alignment {}
}
