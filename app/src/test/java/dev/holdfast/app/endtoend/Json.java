package dev.holdfast.app.endtoend;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads and writes the JSON of tests. */
final class Json {

  private static final JsonMapper MAPPER = JsonMapper.shared();

  private Json() {}

  static JsonNode read(String text) {
    return MAPPER.readTree(text);
  }

  static String quoted(String text) {
    return MAPPER.writeValueAsString(text);
  }

  /** The events of a transcript as {@code sessions show} tells them: who, and the text. */
  static List<String> lines(JsonNode session) {
    return session.path("transcript").valueStream().map(Json::line).toList();
  }

  private static String line(JsonNode event) {
    String text =
        String.join(
            "",
            event
                .path("content")
                .valueStream()
                .map(part -> part.path("text").asString(""))
                .toList());
    return switch (event.path("type").asString()) {
      case "message" -> event.path("role").asString() + ": " + text;
      case "tool_call" -> "call: " + event.path("name").asString();
      case "tool_result" -> "result: " + text;
      default -> "unknown: " + event;
    };
  }
}
