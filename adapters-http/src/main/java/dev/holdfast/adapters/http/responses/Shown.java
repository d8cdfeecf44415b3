package dev.holdfast.adapters.http.responses;

import dev.holdfast.adapters.http.chat.ChatJson;
import dev.holdfast.adapters.http.chat.Members;
import dev.holdfast.domain.transcript.Completeness;
import dev.holdfast.domain.transcript.EventId;
import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.transcript.RawFields;
import dev.holdfast.domain.transcript.Role;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * An item as clients see it. Thoughts that are kept with an assistant's message stand before it as
 * an item of their own, and a message that says nothing is not shown.
 *
 * @param id what clients call it
 */
public record Shown(String id, Item item, Completeness completeness) {

  /** Names under which upstreams of chat completions tell thoughts; they use one of them. */
  private static final List<String> THOUGHTS = List.of("reasoning_content", "reasoning");

  /** What clients see of items; there can be more of it, or less. */
  public static List<Shown> of(List<OutputItem> items) {
    List<Shown> shown = new ArrayList<>(items.size());
    for (OutputItem output : items) {
      boolean whole = true;
      if (output.item() instanceof Item.Message message && message.role() == Role.ASSISTANT) {
        String thoughts = thoughts(message.extra());
        if (!thoughts.isEmpty()) {
          String id = ItemIds.shownThoughts(output.id());
          shown.add(new Shown(id, thinking(thoughts), output.completeness()));
        }
        whole = !message.content().isEmpty();
      }
      if (whole) {
        shown.add(of(output.id(), output.item(), output.completeness()));
      }
    }
    return shown;
  }

  /** An item as it is. */
  static Shown of(EventId event, Item item, Completeness completeness) {
    return new Shown(ItemIds.shown(item, event), item, completeness);
  }

  /** Thoughts among members that an upstream of chat completions added; empty if there are none. */
  static String thoughts(RawFields members) {
    if (members.isEmpty()) {
      return "";
    }
    ObjectNode tree = Members.tree(members);
    for (String name : THOUGHTS) {
      String text = tree.path(name).asString("");
      if (tree.path(name).isString() && !text.isEmpty()) {
        return text;
      }
    }
    return "";
  }

  /** Thoughts as an item. */
  static Item.Other thinking(String thoughts) {
    ObjectNode members = ChatJson.MAPPER.createObjectNode();
    members.putArray("summary");
    members.putArray("content").addObject().put("type", "reasoning_text").put("text", thoughts);
    return new Item.Other(Neutral.REASONING, Members.raw(members));
  }
}
