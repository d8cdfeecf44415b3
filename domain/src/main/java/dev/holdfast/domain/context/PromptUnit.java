package dev.holdfast.domain.context;

import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.transcript.Role;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * What a model sees together or not at all: a message, or the tool calls of one answer with the
 * words before them and the results.
 *
 * @param tokens the size of its items
 * @param events how many events it stands for
 * @param fromAssistant whether a model said any of it
 */
record PromptUnit(List<PromptItem> items, long tokens, int events, boolean fromAssistant) {
  PromptUnit {
    items = List.copyOf(items);
  }

  /** Whether it is a message of the user. */
  boolean fromUser() {
    return items.getFirst().item() instanceof Item.Message message && message.role() == Role.USER;
  }

  /** One unit of several, in their order. */
  static PromptUnit of(Collection<PromptUnit> parts) {
    List<PromptItem> items = new ArrayList<>();
    long tokens = 0;
    int events = 0;
    boolean fromAssistant = false;
    for (PromptUnit part : parts) {
      items.addAll(part.items());
      tokens += part.tokens();
      events += part.events();
      fromAssistant |= part.fromAssistant();
    }
    return new PromptUnit(items, tokens, events, fromAssistant);
  }
}
