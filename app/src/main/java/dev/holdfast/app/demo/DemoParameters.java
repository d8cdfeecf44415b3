package dev.holdfast.app.demo;

import dev.holdfast.domain.transcript.RawFields;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the demo model reads of a request's parameters. Members of an unexpected form are taken as
 * absent: a model behind an API would refuse them, this one has nothing to protect.
 *
 * @param tools those it may call, in the request's order
 * @param maxTokens the most tokens of text it may answer, at least 1; {@link #UNBOUNDED} if the
 *     request does not say
 * @param choices how many answers are asked for
 */
record DemoParameters(
    List<Tool> tools, ToolUse use, CallCount calls, Format format, long maxTokens, int choices) {

  /** Reads and writes all JSON of the demo model. */
  static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder().disable(JsonWriteFeature.ESCAPE_FORWARD_SLASHES).build())
          .build();

  /** No bound on the tokens of an answer. */
  static final long UNBOUNDED = Long.MAX_VALUE;

  /** Source: parameter {@code n} of the OpenAI API. */
  private static final int MAX_CHOICES = 128;

  private static final String ANY_OBJECT =
      "{\"type\":\"object\",\"required\":[\"answer\"],"
          + "\"properties\":{\"answer\":{\"type\":\"string\"}}}";

  DemoParameters {
    tools = List.copyOf(tools);
  }

  /**
   * A tool.
   *
   * @param schema of its arguments; missing if it takes free text or says nothing
   */
  record Tool(String name, Kind kind, JsonNode schema) {}

  /** What a tool takes. */
  enum Kind {
    FUNCTION,
    CUSTOM
  }

  /** Whether a tool is to be called. */
  enum ToolUse {
    NEVER,
    AS_FITS,
    ALWAYS
  }

  /** Whether one answer may call several tools. */
  enum CallCount {
    ONE,
    SEVERAL
  }

  /** The form of a text answer. */
  sealed interface Format {

    /** Plain words. */
    record Words() implements Format {}

    /** JSON that satisfies this schema. */
    record Json(JsonNode schema) implements Format {}
  }

  static DemoParameters of(RawFields parameters) {
    JsonNode request = JSON.readTree(parameters.json());
    JsonNode choice = request.path("tool_choice");
    JsonNode allowed = choice.path("allowed_tools");
    List<Tool> tools = tools(request.path("tools"));
    String named = nameOf(choice);
    if (!named.isEmpty()) {
      tools = tools.stream().filter(tool -> tool.name().equals(named)).toList();
    } else if (allowed.isObject()) {
      List<String> names = allowed.path("tools").valueStream().map(DemoParameters::nameOf).toList();
      tools = tools.stream().filter(tool -> names.contains(tool.name())).toList();
    }
    return new DemoParameters(
        tools,
        named.isEmpty() ? use(choice, allowed) : ToolUse.ALWAYS,
        request.path("parallel_tool_calls").asBoolean(true) ? CallCount.SEVERAL : CallCount.ONE,
        format(request.path("response_format")),
        maxTokens(request),
        Math.clamp(request.path("n").asInt(1), 1, MAX_CHOICES));
  }

  private static List<Tool> tools(JsonNode declared) {
    List<Tool> tools = new ArrayList<>();
    for (JsonNode tool : declared) {
      String name = nameOf(tool);
      Kind kind = tool.path("custom").isObject() ? Kind.CUSTOM : Kind.FUNCTION;
      if (!name.isEmpty()) {
        tools.add(new Tool(name, kind, tool.path("function").path("parameters")));
      }
    }
    return tools;
  }

  /** The name in {@code {"type": "function", "function": {"name": …}}}, and the same for custom. */
  private static String nameOf(JsonNode tool) {
    String name = tool.path("function").path("name").asString("");
    return name.isEmpty() ? tool.path("custom").path("name").asString("") : name;
  }

  private static ToolUse use(JsonNode choice, JsonNode allowed) {
    JsonNode mode = allowed.isObject() ? allowed.path("mode") : choice;
    return switch (mode.asString("auto")) {
      case "none" -> ToolUse.NEVER;
      case "required" -> ToolUse.ALWAYS;
      default -> ToolUse.AS_FITS;
    };
  }

  private static Format format(JsonNode format) {
    return switch (format.path("type").asString("text")) {
      case "json_schema" -> new Format.Json(format.path("json_schema").path("schema"));
      case "json_object" -> new Format.Json(JSON.readTree(ANY_OBJECT));
      default -> new Format.Words();
    };
  }

  private static long maxTokens(JsonNode request) {
    long newer = request.path("max_completion_tokens").asLong(UNBOUNDED);
    long older = request.path("max_tokens").asLong(UNBOUNDED);
    return Math.max(1, Math.min(newer, older));
  }
}
