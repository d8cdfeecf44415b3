package dev.holdfast.adapters.http.server;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JsonToken;

/**
 * What the gateway knows of the members of a chat request, as data. Members that stand nowhere here
 * are forwarded as they came.
 */
final class FieldRules {

  /** Kinds of JSON values. {@code null} is allowed everywhere: it says what leaving out says. */
  enum Kind {
    STRING("a string"),
    INTEGER("an integer"),
    NUMBER("a number"),
    BOOLEAN("true or false"),
    ARRAY("an array"),
    OBJECT("an object");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }

    /** Whether a value that begins with this token is of the kind. */
    boolean begins(JsonToken token) {
      return switch (this) {
        case STRING -> token == JsonToken.VALUE_STRING;
        case INTEGER -> token == JsonToken.VALUE_NUMBER_INT;
        case NUMBER -> token.isNumeric();
        case BOOLEAN -> token.isBoolean();
        case ARRAY -> token == JsonToken.START_ARRAY;
        case OBJECT -> token == JsonToken.START_OBJECT;
      };
    }
  }

  /** Members whose value must be of a kind, forwarded ones among them. */
  static final Map<String, EnumSet<Kind>> KINDS =
      Map.ofEntries(
          Map.entry("frequency_penalty", EnumSet.of(Kind.NUMBER)),
          Map.entry("logit_bias", EnumSet.of(Kind.OBJECT)),
          Map.entry("logprobs", EnumSet.of(Kind.BOOLEAN)),
          Map.entry("max_completion_tokens", EnumSet.of(Kind.INTEGER)),
          Map.entry("max_tokens", EnumSet.of(Kind.INTEGER)),
          Map.entry("metadata", EnumSet.of(Kind.OBJECT)),
          Map.entry("model", EnumSet.of(Kind.STRING)),
          Map.entry("n", EnumSet.of(Kind.INTEGER)),
          Map.entry("parallel_tool_calls", EnumSet.of(Kind.BOOLEAN)),
          Map.entry("presence_penalty", EnumSet.of(Kind.NUMBER)),
          Map.entry("prompt_cache_key", EnumSet.of(Kind.STRING)),
          Map.entry("reasoning_effort", EnumSet.of(Kind.STRING)),
          Map.entry("response_format", EnumSet.of(Kind.OBJECT)),
          Map.entry("safety_identifier", EnumSet.of(Kind.STRING)),
          Map.entry("seed", EnumSet.of(Kind.INTEGER)),
          Map.entry("service_tier", EnumSet.of(Kind.STRING)),
          Map.entry("stop", EnumSet.of(Kind.STRING, Kind.ARRAY)),
          Map.entry("store", EnumSet.of(Kind.BOOLEAN)),
          Map.entry("stream", EnumSet.of(Kind.BOOLEAN)),
          Map.entry("stream_options", EnumSet.of(Kind.OBJECT)),
          Map.entry("temperature", EnumSet.of(Kind.NUMBER)),
          Map.entry("tool_choice", EnumSet.of(Kind.STRING, Kind.OBJECT)),
          Map.entry("tools", EnumSet.of(Kind.ARRAY)),
          Map.entry("top_logprobs", EnumSet.of(Kind.INTEGER)),
          Map.entry("top_p", EnumSet.of(Kind.NUMBER)),
          Map.entry("user", EnumSet.of(Kind.STRING)));

  /**
   * Members that would change what is done if they were honoured and are not: refused when they say
   * something, and never forwarded.
   */
  static final Set<String> UNSUPPORTED =
      Set.of("background", "conversation", "include", "previous_response_id", "prompt");

  private FieldRules() {}
}
