package dev.holdfast.domain.context;

import java.util.List;

/**
 * What a model is to see.
 *
 * @param items in the order they go upstream; every tool call has its result
 * @param tokens their size, instructions included
 * @param omittedEvents events of the path that did not fit the budget
 */
public record ContextAssembly(List<PromptItem> items, long tokens, int omittedEvents) {
  public ContextAssembly {
    items = List.copyOf(items);
  }
}
