package dev.holdfast.adapters.http.chat;

import dev.holdfast.domain.transcript.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads the tool calls of an assistant message.
 *
 * <p>A call of type {@code custom} has free text as its input instead of arguments; the type is
 * kept among the extra members of its item.
 */
final class ToolCallReader {

  private ToolCallReader() {}

  /** The calls in order; none if the member is absent. */
  static List<Item> read(JsonNode calls) {
    if (Members.absent(calls)) {
      return List.of();
    }
    if (!calls.isArray()) {
      throw new MalformedMember("tool_calls", "must be an array" + Members.found(calls));
    }
    List<Item> items = new ArrayList<>(calls.size());
    for (int index = 0; index < calls.size(); index++) {
      try {
        items.add(call(calls.get(index)));
      } catch (MalformedMember malformed) {
        throw malformed.within("tool_calls[" + index + "]");
      }
    }
    return items;
  }

  private static Item call(JsonNode call) {
    if (!call.isObject()) {
      throw new MalformedMember("", "must be an object" + Members.found(call));
    }
    Members.refuseOwn(call);
    String id = Members.name(call, "id");
    String type = Members.absent(call.path("type")) ? "function" : Members.text(call, "type");
    return switch (type) {
      case "function" -> item(id, call, "function", "arguments");
      case "custom" -> item(id, call, "custom", "input");
      default -> throw new MalformedMember("type", "must be function or custom");
    };
  }

  private static Item item(String id, JsonNode call, String bodyName, String argumentsName) {
    JsonNode body = Members.object(call, bodyName);
    ObjectNode extra = ChatJson.MAPPER.createObjectNode();
    if (bodyName.equals("custom")) {
      extra.put("type", "custom");
    }
    extra.setAll(Members.others(call, Set.of("id", "type", bodyName)));
    ObjectNode rest = Members.others(body, Set.of("name", argumentsName));
    if (!rest.isEmpty()) {
      extra.set(bodyName, rest);
    }
    try {
      return new Item.ToolCall(
          id, Members.name(body, "name"), Members.text(body, argumentsName), Members.raw(extra));
    } catch (MalformedMember malformed) {
      throw malformed.within(bodyName);
    }
  }
}
