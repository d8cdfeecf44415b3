package dev.holdfast.adapters.http.responses;

import dev.holdfast.adapters.http.chat.ChatJson;
import dev.holdfast.adapters.http.chat.Members;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tools, the choice among them and the form of an answer in both dialects: flat in the Responses
 * API, nested under the type's name in chat completions. Null says what leaving out says.
 */
final class ToolDialect {

  private static final String FUNCTION = "function";
  private static final String CUSTOM = "custom";
  private static final String ALLOWED = "allowed_tools";
  private static final String SCHEMA = "json_schema";
  private static final String GRAMMAR = "grammar";
  private static final Set<String> TYPE = Set.of("type");

  private ToolDialect() {}

  /** A tool for chat completions; empty if it is one that runs at the provider. */
  static Optional<ObjectNode> toolToChat(JsonNode flat) {
    return switch (type(flat)) {
      case FUNCTION -> Optional.of(nested(flat, FUNCTION));
      case CUSTOM -> {
        ObjectNode tool = nested(flat, CUSTOM);
        if (flat.path("format") instanceof ObjectNode format && type(format).equals(GRAMMAR)) {
          ((ObjectNode) tool.path(CUSTOM)).set("format", nested(format, GRAMMAR));
        }
        yield Optional.of(tool);
      }
      default -> Optional.empty();
    };
  }

  /**
   * A tool of chat completions for the Responses API. Where a function does not say whether its
   * arguments must follow the schema strictly, the one API means no and the other yes.
   */
  static ObjectNode toolToResponses(JsonNode nested) {
    String type = type(nested);
    ObjectNode tool = flat(nested, type);
    if (type.equals(FUNCTION) && !tool.has("strict")) {
      tool.put("strict", false);
    }
    if (type.equals(CUSTOM)
        && tool.path("format") instanceof ObjectNode format
        && type(format).equals(GRAMMAR)) {
      tool.set("format", flat(format, GRAMMAR));
    }
    return tool;
  }

  /** A choice among tools for chat completions; empty if it names one that runs at the provider. */
  static Optional<JsonNode> choiceToChat(JsonNode flat) {
    if (!flat.isObject()) {
      return Optional.of(flat);
    }
    return switch (type(flat)) {
      case FUNCTION -> Optional.of(nested(flat, FUNCTION));
      case CUSTOM -> Optional.of(nested(flat, CUSTOM));
      case ALLOWED -> allowedToChat(flat).map(JsonNode.class::cast);
      default -> Optional.empty();
    };
  }

  /** A choice among tools of chat completions for the Responses API. */
  static JsonNode choiceToResponses(JsonNode nested) {
    if (!nested.isObject()) {
      return nested;
    }
    String type = type(nested);
    ObjectNode choice = flat(nested, type);
    if (type.equals(ALLOWED)) {
      List<JsonNode> tools = new ArrayList<>();
      choice.path("tools").forEach(tool -> tools.add(flat(tool, type(tool))));
      choice.putArray("tools").addAll(tools);
    }
    return choice;
  }

  private static Optional<ObjectNode> allowedToChat(JsonNode flat) {
    List<JsonNode> tools = new ArrayList<>();
    for (JsonNode tool : flat.path("tools")) {
      Optional<JsonNode> nested = choiceToChat(tool);
      if (nested.isEmpty()) {
        return Optional.empty();
      }
      tools.add(nested.get());
    }
    ObjectNode choice = nested(flat, ALLOWED);
    ((ObjectNode) choice.path(ALLOWED)).putArray("tools").addAll(tools);
    return Optional.of(choice);
  }

  /** The form of an answer for chat completions. */
  static JsonNode formatToChat(JsonNode flat) {
    return type(flat).equals(SCHEMA) ? nested(flat, SCHEMA) : flat;
  }

  /** The form of an answer of chat completions for the Responses API. */
  static JsonNode formatToResponses(JsonNode nested) {
    return type(nested).equals(SCHEMA) ? flat(nested, SCHEMA) : nested;
  }

  private static String type(JsonNode object) {
    return object.path("type").asString("");
  }

  private static ObjectNode nested(JsonNode flat, String type) {
    ObjectNode outer = ChatJson.MAPPER.createObjectNode().put("type", type);
    outer.set(type, Neutral.others(flat, TYPE));
    return outer;
  }

  /** Members beside the nested object are of the tool as well. */
  private static ObjectNode flat(JsonNode nested, String type) {
    ObjectNode flat = ChatJson.MAPPER.createObjectNode().put("type", type);
    flat.setAll(Neutral.others(nested.path(type), TYPE));
    flat.setAll(Members.others(nested, Set.of("type", type)));
    return flat;
  }
}
