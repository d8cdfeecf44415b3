package dev.holdfast.domain.context;

import dev.holdfast.domain.transcript.TranscriptEvent;
import java.util.List;

/** The default assembly: as many of the newest events as the budget holds. */
public final class NewestFirst {

  private NewestFirst() {}

  /**
   * Assembles a context.
   *
   * @param leading instructions of this turn; always kept, they come first
   * @param path the branch from its root to the newest input
   * @param budgetTokens the most the whole may hold
   */
  public static ContextAssembly assemble(
      List<SizedItem> leading, List<TranscriptEvent> path, long budgetTokens) {
    return new ContextAssembly(List.of(), 0, 0);
  }
}
