package dev.holdfast.domain.transcript;

import dev.holdfast.domain.turn.RefusalReason;
import java.util.List;

/** Decides what of a request is new, against the stored path from root to head. */
public final class HistoryAlignment {

  private HistoryAlignment() {}

  /** Whether a transcript is the first of its key. */
  public enum Lineage {
    FIRST,
    AFTER_RESET
  }

  /** Whether a request may end with a message of the assistant that the model is to go on with. */
  public enum Prefill {
    REFUSED,
    ALLOWED
  }

  /**
   * Aligns a request.
   *
   * @param path the stored events from root to head, in order
   * @param request the request's items, in order, leading instructions included
   */
  public static Alignment align(
      HistoryMode mode,
      Lineage lineage,
      List<TranscriptEvent> path,
      List<Item> request,
      Prefill prefill) {
    return new Alignment.Misfit(RefusalReason.NO_NEW_INPUT, "");
  }
}
