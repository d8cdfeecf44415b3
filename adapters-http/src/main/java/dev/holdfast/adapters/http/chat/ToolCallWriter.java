package dev.holdfast.adapters.http.chat;

import dev.holdfast.domain.transcript.Item;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes a tool call as {@link ToolCallReader} reads it. */
final class ToolCallWriter {

  private ToolCallWriter() {}

  static void write(JsonGenerator out, Item.ToolCall call) {
    ObjectNode extra = Members.tree(call.extra());
    boolean custom = extra.path("type").asString("").equals("custom");
    String body = custom ? "custom" : "function";
    out.writeStartObject();
    out.writeStringProperty("id", call.callId());
    out.writeStringProperty("type", body);
    out.writeObjectPropertyStart(body);
    out.writeStringProperty("name", call.name());
    out.writeStringProperty(custom ? "input" : "arguments", call.arguments());
    members(out, extra.path(body));
    out.writeEndObject();
    members(out, extra.without(List.of("type", body)));
    out.writeEndObject();
  }

  /** Writes the members of a tree into an object that is being written; a missing one has none. */
  static void members(JsonGenerator out, JsonNode object) {
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      out.writeName(member.getKey());
      out.writeTree(member.getValue());
    }
  }
}
