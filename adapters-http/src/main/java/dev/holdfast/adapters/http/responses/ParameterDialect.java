package dev.holdfast.adapters.http.responses;

import dev.holdfast.adapters.http.chat.ChatJson;
import dev.holdfast.adapters.http.chat.WellFormedText;
import dev.holdfast.adapters.http.json.MemberTexts;
import dev.holdfast.domain.transcript.RawFields;
import dev.holdfast.ports.out.model.CallParameters;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Converts the forwarded members of a request between the dialects of both APIs. Members of the
 * same name, and those nobody knows, are taken over as they came.
 */
public final class ParameterDialect {

  static final String LOGPROBS = "message.output_text.logprobs";

  private final Map<String, String> given;
  private final Map<String, String> converted = new LinkedHashMap<>();

  private ParameterDialect(RawFields members) {
    this.given = MemberTexts.of(members);
  }

  /**
   * Members of a response request for chat completions too. What chat completions have no word for
   * is left out.
   */
  public static CallParameters.OfResponses ofResponses(RawFields members) {
    ParameterDialect dialect = new ParameterDialect(members);
    String hostedTool = dialect.toChat();
    return new CallParameters.OfResponses(
        members, MemberTexts.fields(dialect.converted), hostedTool);
  }

  /**
   * Members of a chat completion request for the Responses API. What that has no word for is taken
   * over as it came, so that an upstream may refuse it rather than do something else.
   */
  public static RawFields toResponses(RawFields chat) {
    ParameterDialect dialect = new ParameterDialect(chat);
    dialect.toResponses();
    return MemberTexts.fields(dialect.converted);
  }

  private String toChat() {
    for (Map.Entry<String, String> member : given.entrySet()) {
      switch (member.getKey()) {
        case "tools",
            "tool_choice",
            "parallel_tool_calls",
            "text",
            "reasoning",
            "include",
            "top_logprobs",
            "truncation",
            "max_tool_calls" -> {}
        case "max_output_tokens" -> converted.put("max_completion_tokens", member.getValue());
        default -> converted.putIfAbsent(member.getKey(), member.getValue());
      }
    }
    put("response_format", ToolDialect.formatToChat(tree("text").path("format")));
    put("verbosity", tree("text").path("verbosity"));
    put("reasoning_effort", tree("reasoning").path("effort"));
    if (wantsLogprobs(tree("include"))) {
      converted.put("logprobs", "true");
      copy("top_logprobs");
    }
    return toolsToChat();
  }

  /** Whether a request's {@code include} asks for log probabilities of the answer's text. */
  static boolean wantsLogprobs(JsonNode include) {
    return include.valueStream().anyMatch(value -> value.asString("").equals(LOGPROBS));
  }

  /** Converts the tools; returns the parameter that names the first that runs at a provider. */
  private String toolsToChat() {
    String hosted = "";
    ArrayNode tools = ChatJson.MAPPER.createArrayNode();
    JsonNode flat = tree("tools");
    for (int index = 0; index < flat.size(); index++) {
      Optional<ObjectNode> tool = ToolDialect.toolToChat(flat.get(index));
      tool.ifPresent(tools::add);
      if (tool.isEmpty() && hosted.isEmpty()) {
        hosted = "tools[" + index + "].type";
      }
    }
    Optional<JsonNode> choice = ToolDialect.choiceToChat(tree("tool_choice"));
    if (choice.isEmpty() && hosted.isEmpty()) {
      hosted = "tool_choice.type";
    }
    // Chat completions refuse both where there are no tools, however little they then say.
    if (!tools.isEmpty()) {
      converted.put("tools", text(tools));
      copy("parallel_tool_calls");
    }
    if (!tools.isEmpty() || !isIdle(tree("tool_choice"))) {
      choice.ifPresent(chosen -> put("tool_choice", chosen));
    }
    return hosted;
  }

  private static boolean isIdle(JsonNode choice) {
    return choice.isString()
        && (choice.stringValue().equals("auto") || choice.stringValue().equals("none"));
  }

  private void toResponses() {
    for (Map.Entry<String, String> member : given.entrySet()) {
      switch (member.getKey()) {
        case "tools",
            "tool_choice",
            "response_format",
            "verbosity",
            "reasoning_effort",
            "logprobs",
            "max_tokens",
            "max_completion_tokens" -> {}
        case "n" -> {
          if (!member.getValue().equals("1")) {
            converted.put("n", member.getValue());
          }
        }
        default -> converted.putIfAbsent(member.getKey(), member.getValue());
      }
    }
    toolsToResponses();
    ObjectNode text = object("text");
    set(text, "format", ToolDialect.formatToResponses(tree("response_format")));
    set(text, "verbosity", tree("verbosity"));
    put("text", text);
    put("reasoning", set(object("reasoning"), "effort", tree("reasoning_effort")));
    if (tree("logprobs").asBoolean(false)) {
      put("include", ChatJson.MAPPER.createArrayNode().add(LOGPROBS));
    }
    JsonNode newer = tree("max_completion_tokens");
    put("max_output_tokens", tells(newer) ? newer : tree("max_tokens"));
  }

  private void toolsToResponses() {
    ArrayNode tools = ChatJson.MAPPER.createArrayNode();
    tree("tools").forEach(tool -> tools.add(ToolDialect.toolToResponses(tool)));
    put("tools", tools);
    put("tool_choice", ToolDialect.choiceToResponses(tree("tool_choice")));
  }

  private ObjectNode object(String name) {
    return tree(name) instanceof ObjectNode object ? object : ChatJson.MAPPER.createObjectNode();
  }

  private static ObjectNode set(ObjectNode into, String name, JsonNode value) {
    if (tells(value)) {
      into.set(name, value);
    }
    return into;
  }

  private void put(String name, JsonNode value) {
    if (tells(value)) {
      converted.put(name, text(value));
    }
  }

  private static boolean tells(JsonNode value) {
    return !value.isMissingNode() && !value.isNull() && !(value.isContainer() && value.isEmpty());
  }

  private void copy(String name) {
    if (given.containsKey(name)) {
      converted.put(name, given.get(name));
    }
  }

  private JsonNode tree(String name) {
    return ChatJson.MAPPER.readTree(given.getOrDefault(name, "null"));
  }

  private static String text(JsonNode value) {
    return WellFormedText.repaired(ChatJson.MAPPER.writeValueAsString(value));
  }
}
