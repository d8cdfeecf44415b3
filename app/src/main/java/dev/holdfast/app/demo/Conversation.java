package dev.holdfast.app.demo;

import dev.holdfast.domain.context.PromptItem;
import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.transcript.RawFields;
import dev.holdfast.domain.transcript.Role;
import java.util.List;

/**
 * A prompt as the demo model reads it.
 *
 * @param items what it sees, in order
 * @param last what it answers to: the user's last message, or the last of anybody if the user said
 *     nothing
 */
record Conversation(List<Item> items, Item.Message last) {

  private static final Item.Message NOTHING =
      new Item.Message(Role.USER, List.of(), RawFields.NONE);

  Conversation {
    items = List.copyOf(items);
  }

  static Conversation of(List<PromptItem> prompt) {
    List<Item> items = prompt.stream().map(PromptItem::item).toList();
    List<Item.Message> messages =
        items.stream()
            .filter(Item.Message.class::isInstance)
            .map(Item.Message.class::cast)
            .toList();
    Item.Message fallback = messages.isEmpty() ? NOTHING : messages.getLast();
    return new Conversation(
        items,
        messages.reversed().stream()
            .filter(message -> message.role() == Role.USER)
            .findFirst()
            .orElse(fallback));
  }

  /** The text it answers to; empty if there is none. */
  String text() {
    return Parts.text(last.content()).strip();
  }

  /** The results that stand at the end, in order; none if something else does. */
  List<Item.ToolResult> freshResults() {
    int from = items.size();
    while (from > 0 && items.get(from - 1) instanceof Item.ToolResult) {
      from--;
    }
    return items.subList(from, items.size()).stream().map(Item.ToolResult.class::cast).toList();
  }

  /** The name of the tool a result is of, as the model called it. */
  String toolOf(Item.ToolResult result) {
    return items.stream()
        .filter(Item.ToolCall.class::isInstance)
        .map(Item.ToolCall.class::cast)
        .filter(call -> call.callId().equals(result.callId()))
        .map(Item.ToolCall::name)
        .reduce("tool", (earlier, later) -> later);
  }
}
