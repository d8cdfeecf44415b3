package dev.holdfast.adapters.http.upstream;

import dev.holdfast.adapters.http.chat.Members;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads an element of {@code tool_calls}, a fragment of a call or a whole one. */
final class CallReader {

  private CallReader() {}

  /** Adds what the element says to the call it belongs to. */
  static void read(ChoiceDraft choice, JsonNode element) throws MalformedAnswer {
    if (!element.isObject()) {
      throw new MalformedAnswer("sent a tool call that is not an object");
    }
    boolean custom = element.path("custom").isObject();
    String bodyName = custom ? "custom" : "function";
    String argumentsName = custom ? "input" : "arguments";
    JsonNode body = element.path(bodyName);
    String id = element.path("id").asString("");
    String name = body.path("name").asString("");

    ObjectNode others = UpstreamJson.MAPPER.createObjectNode();
    if (custom) {
      others.put("type", "custom");
    }
    Set<String> known = Set.of("index", "id", "type", bodyName, Members.OF_RESPONSES);
    others.setAll(KeptMembers.telling(element, known));
    ObjectNode bodyOthers = KeptMembers.telling(body, Set.of("name", argumentsName));
    if (!bodyOthers.isEmpty()) {
      others.set(bodyName, bodyOthers);
    }
    choice
        .call(element.path("index").asInt(-1), id, name)
        .add(id, name, arguments(body.path(argumentsName)), others);
  }

  /** Some upstreams send arguments as the object they are; clients get text. */
  static String arguments(JsonNode arguments) {
    if (arguments.isString()) {
      return arguments.stringValue();
    }
    return arguments.isObject() ? UpstreamJson.MAPPER.writeValueAsString(arguments) : "";
  }
}
