package dev.holdfast.adapters.http.responses;

import dev.holdfast.adapters.http.chat.ChatJson;
import dev.holdfast.adapters.http.chat.Members;
import dev.holdfast.adapters.http.json.MemberTexts;
import dev.holdfast.domain.transcript.RawFields;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Members of a request that the response object repeats, with what they mean where the request left
 * parts of them out.
 */
final class Settings {

  private static final String TRUNCATION = "truncation";

  /** In the order in which the object repeats them. */
  static final List<String> REPEATED =
      List.of(
          "instructions",
          "tools",
          "tool_choice",
          "parallel_tool_calls",
          TRUNCATION,
          "text",
          "temperature",
          "top_p",
          "presence_penalty",
          "frequency_penalty",
          "top_logprobs",
          "max_output_tokens",
          "max_tool_calls",
          "reasoning",
          "metadata",
          "store",
          "background",
          "service_tier",
          "safety_identifier",
          "prompt_cache_key",
          "user");

  private static final List<String> OF_FUNCTION =
      List.of("name", "description", "parameters", "strict");

  private Settings() {}

  /**
   * Takes them from a request.
   *
   * @param members the members of the request by name, each as the text of its value
   */
  static RawFields of(Map<String, String> members) {
    Map<String, String> settings = new LinkedHashMap<>();
    for (String name : REPEATED) {
      String value = members.getOrDefault(name, "null");
      if (!value.equals("null")) {
        settings.put(name, repeated(name, value));
      }
    }
    // Not repeated, but tells whether the answer's log probabilities are shown.
    if (members.containsKey("include")) {
      settings.put("include", members.get("include"));
    }
    return MemberTexts.fields(settings);
  }

  /** The same where the gateway cuts what outgrows the model's context. */
  static RawFields ofSession(RawFields settings) {
    Map<String, String> members = MemberTexts.of(settings);
    members.put(TRUNCATION, "\"auto\"");
    return of(members);
  }

  /** The same of a response that cannot be looked up later. */
  static RawFields notStored(RawFields settings) {
    Map<String, String> members = MemberTexts.of(settings);
    members.put("store", "false");
    return of(members);
  }

  private static String repeated(String name, String value) {
    return switch (name) {
      case "tools" -> text(tools(tree(value)));
      case "text" -> text(textSettings(tree(value)));
      case "reasoning" -> text(withNulls(tree(value), List.of("effort", "summary")));
      default -> value;
    };
  }

  private static ArrayNode tools(JsonNode given) {
    ArrayNode tools = ChatJson.MAPPER.createArrayNode();
    for (JsonNode tool : given) {
      boolean function = tool.path("type").asString("").equals("function");
      tools.add(function ? typed(tool, OF_FUNCTION) : tool);
    }
    return tools;
  }

  private static ObjectNode textSettings(JsonNode given) {
    ObjectNode text = ChatJson.MAPPER.createObjectNode();
    JsonNode format = given.path("format");
    if (Members.absent(format)) {
      text.putObject("format").put("type", "text");
    } else if (format.path("type").asString("").equals("json_schema")) {
      ObjectNode whole = typed(format, List.of("name", "description", "schema", "strict"));
      if (whole.path("strict").isNull()) {
        whole.put("strict", false);
      }
      text.set("format", whole);
    } else {
      text.set("format", format);
    }
    text.setAll(Neutral.others(given, Set.of("format")));
    return text;
  }

  private static ObjectNode typed(JsonNode object, List<String> names) {
    ObjectNode whole = ChatJson.MAPPER.createObjectNode();
    whole.set("type", object.path("type"));
    return whole.setAll(withNulls(Members.others(object, Set.of("type")), names));
  }

  /** The object with the named members first, null where it has none. */
  private static ObjectNode withNulls(JsonNode object, List<String> names) {
    ObjectNode whole = ChatJson.MAPPER.createObjectNode();
    for (String name : names) {
      JsonNode value = object.path(name);
      whole.set(name, value.isMissingNode() ? NullNode.getInstance() : value);
    }
    whole.setAll(Neutral.others(object, Set.copyOf(names)));
    return whole;
  }

  private static JsonNode tree(String json) {
    return ChatJson.MAPPER.readTree(json);
  }

  private static String text(JsonNode value) {
    return ChatJson.MAPPER.writeValueAsString(value);
  }
}
