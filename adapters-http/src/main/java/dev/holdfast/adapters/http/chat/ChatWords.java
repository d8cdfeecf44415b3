package dev.holdfast.adapters.http.chat;

import dev.holdfast.domain.transcript.ContentPart;
import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.transcript.RawFields;
import dev.holdfast.domain.transcript.Role;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Items without what chat completions have no word for.
 *
 * <p>That are members that only the Responses API knows, and items that only their maker
 * understands. Of these the thoughts of a model are told with the message after them, under the
 * name that most upstreams have for them.
 */
final class ChatWords {

  private static final String THOUGHTS = "reasoning_content";

  /** Other names of the same. */
  private static final String THOUGHTS_TOO = "reasoning";

  private ChatWords() {}

  /** The items of a conversation; thoughts that no words or calls follow are left out. */
  static List<Item> of(List<Item> items) {
    List<Item> said = new ArrayList<>(items.size());
    StringBuilder thoughts = new StringBuilder();
    for (Item item : items) {
      if (item instanceof Item.Other other) {
        thoughts.append(texts(other, "content"));
        continue;
      }
      if (item instanceof Item.ToolCall && !thoughts.isEmpty()) {
        said.add(thinking(thoughts));
      }
      said.add(
          item instanceof Item.Message message && message.role() == Role.ASSISTANT
              ? with(thoughts, without(message))
              : without(item));
      thoughts.setLength(0);
    }
    return said;
  }

  /**
   * The items of one answer; its thoughts come first. A client is shown their summary too, as in a
   * stream: there it is all that some models tell.
   */
  static List<Item> ofAnswer(List<Item> items) {
    List<Item> said = new ArrayList<>(items.size());
    StringBuilder thoughts = new StringBuilder();
    boolean told = false;
    for (Item item : items) {
      if (item instanceof Item.Other other) {
        thoughts.append(texts(other, "summary")).append(texts(other, "content"));
      } else {
        said.add(without(item));
        told |= item instanceof Item.Message message && tellsThoughts(message.extra());
      }
    }
    if (!thoughts.isEmpty() && !told) {
      said.addFirst(thinking(thoughts));
    }
    return said;
  }

  private static String texts(Item.Other other, String name) {
    StringBuilder text = new StringBuilder();
    if (other.type().equals(THOUGHTS_TOO)) {
      for (JsonNode part : Members.tree(other.extra()).path(name)) {
        text.append(part.path("text").asString(""));
      }
    }
    return text.toString();
  }

  private static boolean tellsThoughts(RawFields extra) {
    ObjectNode members = Members.tree(extra);
    return members.has(THOUGHTS) || members.has(THOUGHTS_TOO);
  }

  private static Item.Message thinking(CharSequence thoughts) {
    return new Item.Message(Role.ASSISTANT, List.of(), thoughts(thoughts, RawFields.NONE));
  }

  private static Item with(CharSequence thoughts, Item item) {
    return item instanceof Item.Message message
            && !thoughts.isEmpty()
            && !tellsThoughts(message.extra())
        ? new Item.Message(message.role(), message.content(), thoughts(thoughts, message.extra()))
        : item;
  }

  private static RawFields thoughts(CharSequence thoughts, RawFields extra) {
    return Members.raw(Members.tree(extra).put(THOUGHTS, thoughts.toString()));
  }

  private static Item without(Item item) {
    return switch (item) {
      case Item.Message(Role role, List<ContentPart> content, RawFields extra) ->
          new Item.Message(role, without(content), without(extra));
      case Item.ToolCall(String callId, String name, String arguments, RawFields extra) ->
          new Item.ToolCall(callId, name, arguments, without(extra));
      case Item.ToolResult(String callId, List<ContentPart> output, RawFields extra) ->
          new Item.ToolResult(callId, without(output), without(extra));
      case Item.Other other -> other;
    };
  }

  private static List<ContentPart> without(List<ContentPart> parts) {
    return parts.stream().map(ChatWords::without).toList();
  }

  private static ContentPart without(ContentPart part) {
    return switch (part) {
      case ContentPart.Text(String text, RawFields extra) ->
          new ContentPart.Text(text, without(extra));
      case ContentPart.Refusal(String refusal, RawFields extra) ->
          new ContentPart.Refusal(refusal, without(extra));
      case ContentPart.Image(String url, RawFields extra) ->
          new ContentPart.Image(url, without(extra));
      case ContentPart.File(String name, String data, RawFields extra) ->
          new ContentPart.File(name, data, without(extra));
      case ContentPart.Other other -> other;
    };
  }

  /** The text is parsed only if it may hold the member, because most never do. */
  private static RawFields without(RawFields extra) {
    return extra.json().contains('"' + Members.OF_RESPONSES + '"')
        ? Members.raw(Members.tree(extra).without(Members.OF_RESPONSES))
        : extra;
  }
}
