package dev.holdfast.adapters.http.responses;

import dev.holdfast.adapters.http.json.JsonText;
import dev.holdfast.adapters.http.json.MemberTexts;
import dev.holdfast.domain.response.PreviousResponse;
import dev.holdfast.domain.transcript.RawFields;
import dev.holdfast.domain.turn.Usage;
import java.util.List;
import java.util.Map;

/** Writes response objects: every member always there, whatever is known. */
final class ObjectWriter {

  /** What members of the request mean that it left out. */
  private static final Map<String, String> USUAL =
      Map.ofEntries(
          Map.entry("tools", "[]"),
          Map.entry("tool_choice", "\"auto\""),
          Map.entry("parallel_tool_calls", "true"),
          Map.entry("truncation", "\"disabled\""),
          Map.entry("text", "{\"format\":{\"type\":\"text\"}}"),
          Map.entry("temperature", "1"),
          Map.entry("top_p", "1"),
          Map.entry("presence_penalty", "0"),
          Map.entry("frequency_penalty", "0"),
          Map.entry("top_logprobs", "0"),
          Map.entry("metadata", "{}"),
          Map.entry("store", "true"),
          Map.entry("background", "false"),
          Map.entry("service_tier", "\"default\""));

  private static final String SERVICE_TIER = "service_tier";

  private ObjectWriter() {}

  static JsonText json(ResponseObject response) {
    List<String> output =
        response.shown().stream()
            .map(shown -> ItemWriter.json(shown, ItemStatus.of(shown.completeness())))
            .toList();
    return json(response.head(), response.state(), output, response.extra());
  }

  /**
   * Writes an object whose items are written already.
   *
   * @param extra members of the upstream's answer
   */
  static JsonText json(
      ResponseHead head, ResponseState state, List<String> output, RawFields extra) {
    JsonText json = new JsonText().raw("{\"id\":").string(head.id().value());
    json.raw(",\"object\":\"response\",\"created_at\":").number(head.createdAt().getEpochSecond());
    json.raw(",\"status\":").string(state.wire());
    json.raw(",\"completed_at\":");
    completedAt(json, state);
    json.raw(",\"incomplete_details\":");
    if (state.incompleteReason().isEmpty()) {
      json.raw("null");
    } else {
      json.raw("{\"reason\":").string(state.incompleteReason()).raw("}");
    }
    json.raw(",\"error\":");
    error(json, state);
    json.raw(",\"model\":").string(head.model());
    json.raw(",\"previous_response_id\":");
    textOrNull(
        json,
        switch (head.previous()) {
          case PreviousResponse.None() -> "";
          case PreviousResponse.After(var id) -> id.value();
        });
    json.raw(",\"output\":[").raw(String.join(",", output)).raw("],\"usage\":");
    usage(json, state);
    settings(json, head.settings(), extra);
    return json.raw("}");
  }

  private static void settings(JsonText json, RawFields settings, RawFields extra) {
    Map<String, String> given = MemberTexts.of(settings);
    String tier = MemberTexts.of(extra).getOrDefault(SERVICE_TIER, "null");
    if (tier.startsWith("\"")) {
      given.put(SERVICE_TIER, tier);
    }
    for (String name : Settings.REPEATED) {
      json.raw(",").string(name).raw(":");
      json.raw(given.getOrDefault(name, USUAL.getOrDefault(name, "null")));
    }
  }

  private static void completedAt(JsonText json, ResponseState state) {
    if (state instanceof ResponseState.Answered answered && state.incompleteReason().isEmpty()) {
      json.number(answered.at().getEpochSecond());
    } else {
      json.raw("null");
    }
  }

  private static void error(JsonText json, ResponseState state) {
    if (state instanceof ResponseState.Failed(ResponseError error)) {
      json.raw("{\"code\":").string(error.code().wire());
      json.raw(",\"type\":").string(error.type());
      json.raw(",\"message\":").string(error.message()).raw("}");
    } else {
      json.raw("null");
    }
  }

  private static void usage(JsonText json, ResponseState state) {
    if (state instanceof ResponseState.Answered answered) {
      usage(json, answered.usage());
    } else {
      json.raw("null");
    }
  }

  /** Token counts; marked if the upstream gave none and they are our own estimate. */
  private static void usage(JsonText json, Usage usage) {
    json.raw("{\"input_tokens\":").number(usage.inputTokens());
    json.raw(",\"input_tokens_details\":{\"cached_tokens\":").number(usage.cachedTokens());
    json.raw(",\"cache_write_tokens\":").number(usage.cacheWriteTokens());
    json.raw("},\"output_tokens\":").number(usage.outputTokens());
    json.raw(",\"output_tokens_details\":{\"reasoning_tokens\":").number(usage.reasoningTokens());
    json.raw("},\"total_tokens\":").number(usage.totalTokens());
    json.raw(
        switch (usage.source()) {
          case REPORTED -> "}";
          case ESTIMATED -> ",\"estimated\":true}";
        });
  }

  /** Writes a text, null for an empty one. */
  static void textOrNull(JsonText json, String text) {
    if (text.isEmpty()) {
      json.raw("null");
    } else {
      json.string(text);
    }
  }
}
