package dev.holdfast.adapters.http.responses;

import dev.holdfast.adapters.http.chat.ChatJson;
import dev.holdfast.adapters.http.chat.MalformedMember;
import dev.holdfast.adapters.http.chat.Members;
import dev.holdfast.domain.transcript.ContentPart;
import dev.holdfast.domain.transcript.EventId;
import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.transcript.RawFields;
import dev.holdfast.domain.transcript.Role;
import dev.holdfast.ports.in.InputItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads the member {@code input} of a request. An item's own id and status are left behind where
 * the store gives its own.
 */
final class ItemReader {

  private static final Set<String> MESSAGE = Set.of("type", "id", "status", "role", "content");
  private static final Set<String> CALL =
      Set.of("type", "id", "status", "call_id", "name", "arguments");
  private static final Set<String> CUSTOM_CALL =
      Set.of("type", "id", "status", "call_id", "name", "input");
  private static final Set<String> RESULT = Set.of("type", "id", "status", "call_id", "output");
  private static final Set<String> REASONING = Set.of("type", "id", "status");
  private static final Set<String> OTHER = Set.of("type");

  private ItemReader() {}

  /**
   * The items in order.
   *
   * @throws MalformedMember if they are not well formed
   */
  static List<InputItem> read(JsonNode input) {
    if (input.isString()) {
      String text = Members.wellFormed("", input.stringValue());
      return InputItem.given(List.of(Item.message(Role.USER, text)));
    }
    if (input.isEmpty()) {
      throw new MalformedMember("", "must hold at least one item");
    }
    List<InputItem> items = new ArrayList<>(input.size());
    for (int index = 0; index < input.size(); index++) {
      try {
        items.add(item(input.get(index)));
      } catch (MalformedMember malformed) {
        throw malformed.within("[" + index + "]");
      }
    }
    return items;
  }

  private static InputItem item(JsonNode item) {
    if (!item.isObject()) {
      throw new MalformedMember("", "must be an object" + Members.found(item));
    }
    Members.refuseOwn(item);
    String type = type(item);
    return switch (type) {
      case "item_reference" -> new InputItem.Reference(reference(item));
      case "message" -> new InputItem.Given(message(item));
      case "function_call" -> new InputItem.Given(call(item));
      case "custom_tool_call" -> new InputItem.Given(customCall(item));
      case "function_call_output" -> new InputItem.Given(result(item));
      case Neutral.CUSTOM_RESULT -> new InputItem.Given(customResult(item));
      case Neutral.REASONING -> new InputItem.Given(new Item.Other(type, reasoning(item)));
      default -> new InputItem.Given(new Item.Other(type, Members.raw(item, OTHER)));
    };
  }

  private static String type(JsonNode item) {
    if (!Members.absent(item.path("type"))) {
      return Members.name(item, "type");
    }
    if (!item.path("role").isMissingNode()) {
      return "message";
    }
    boolean named = item.path("id").isString();
    boolean alone =
        item.properties().stream().allMatch(member -> member.getKey().matches("id|type"));
    return named && alone ? "item_reference" : Members.name(item, "type");
  }

  private static EventId reference(JsonNode item) {
    try {
      return ItemIds.event(Members.name(item, "id"));
    } catch (IllegalArgumentException impossible) {
      throw new MalformedMember("id", "is not an id of an item");
    }
  }

  private static Item message(JsonNode item) {
    String name = Members.text(item, "role");
    Role role =
        switch (name) {
          case "system" -> Role.SYSTEM;
          case "developer" -> Role.DEVELOPER;
          case "user" -> Role.USER;
          case "assistant" -> Role.ASSISTANT;
          default ->
              throw new MalformedMember(
                  "role", "must be one of system, developer, user, assistant");
        };
    return new Item.Message(
        role, ContentReader.read(item, "content"), Neutral.kept(Neutral.others(item, MESSAGE)));
  }

  private static Item call(JsonNode item) {
    return new Item.ToolCall(
        Members.name(item, "call_id"),
        Members.name(item, "name"),
        Members.text(item, "arguments"),
        Neutral.kept(Neutral.others(item, CALL)));
  }

  private static Item customCall(JsonNode item) {
    ObjectNode custom = ChatJson.MAPPER.createObjectNode().put("type", "custom");
    return new Item.ToolCall(
        Members.name(item, "call_id"),
        Members.name(item, "name"),
        Members.text(item, "input"),
        Neutral.kept(custom, Neutral.others(item, CUSTOM_CALL)));
  }

  private static Item result(JsonNode item) {
    return new Item.ToolResult(
        Members.name(item, "call_id"), output(item), Neutral.kept(Neutral.others(item, RESULT)));
  }

  private static Item customResult(JsonNode item) {
    ObjectNode members = ChatJson.MAPPER.createObjectNode().put("type", Neutral.CUSTOM_RESULT);
    members.setAll(Neutral.others(item, RESULT));
    return new Item.ToolResult(Members.name(item, "call_id"), output(item), Neutral.kept(members));
  }

  /**
   * Sealed thoughts belong to the id their maker gave them, which clients never see: sent on with
   * another id they are refused, and without one they are not.
   */
  private static RawFields reasoning(JsonNode item) {
    return Members.raw(item, REASONING);
  }

  private static List<ContentPart> output(JsonNode item) {
    return ContentReader.read(item, "output");
  }
}
