package dev.holdfast.adapters.http.upstream;

import dev.holdfast.domain.turn.Usage;
import tools.jackson.databind.JsonNode;

/** Reads the usage object in the dialects that OpenAI-compatible providers speak. */
final class ReportedUsages {

  private ReportedUsages() {}

  /** The figures of a response; what is missing or no count is 0. */
  static Usage ofResponse(JsonNode usage) {
    JsonNode input = usage.path("input_tokens_details");
    JsonNode output = usage.path("output_tokens_details");
    return new Usage(
        count(usage.path("input_tokens")),
        count(usage.path("output_tokens")),
        count(input.path("cached_tokens")),
        count(input.path("cache_write_tokens")),
        count(output.path("reasoning_tokens")),
        Usage.Source.REPORTED);
  }

  /** The figures of a chat completion; what is missing or no count is 0. */
  static Usage read(JsonNode usage) {
    JsonNode input = usage.path("prompt_tokens_details");
    JsonNode output = usage.path("completion_tokens_details");
    return new Usage(
        count(usage.path("prompt_tokens")),
        count(usage.path("completion_tokens")),
        first(input.path("cached_tokens"), usage.path("prompt_cache_hit_tokens")),
        first(input.path("cache_write_tokens"), usage.path("cache_creation_input_tokens")),
        first(output.path("reasoning_tokens"), usage.path("reasoning_tokens")),
        Usage.Source.REPORTED);
  }

  private static long first(JsonNode usual, JsonNode dialect) {
    return usual.isNumber() ? count(usual) : count(dialect);
  }

  private static long count(JsonNode figure) {
    return Math.max(figure.asLong(0), 0);
  }
}
