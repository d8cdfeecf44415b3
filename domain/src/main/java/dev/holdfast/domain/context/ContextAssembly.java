package dev.holdfast.domain.context;

import java.util.List;

/** What a model is to see, or that it cannot. */
public sealed interface ContextAssembly {

  /**
   * This fits.
   *
   * @param items in the order they go upstream; every tool call has its result behind it, and no
   *     result is without its call
   * @param tokens their size, instructions included
   * @param omittedEvents events of the path that did not fit the budget
   */
  record Assembled(List<PromptItem> items, long tokens, int omittedEvents)
      implements ContextAssembly {
    public Assembled {
      items = List.copyOf(items);
    }
  }

  /**
   * Not even the instructions and the newest input fit.
   *
   * @param neededTokens what those alone take
   * @param budgetTokens what there is
   */
  record TooLong(long neededTokens, long budgetTokens) implements ContextAssembly {}
}
