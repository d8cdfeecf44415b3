package dev.holdfast.adapters.http.upstream;

import dev.holdfast.domain.turn.FailureCause;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * An upstream's error object, whichever of the usual forms it has.
 *
 * @param status an HTTP status it states itself, 0 if none
 * @param code its code and its type, lower-case, either may be empty
 * @param message empty if it has none
 */
record UpstreamError(int status, String code, String type, String message) {

  /** Reads the body of an answer with an error status; text that is not JSON says nothing. */
  static UpstreamError ofBody(byte[] body) {
    return of(tree(body, body.length));
  }

  /** An error as a tree, without any member if it is not JSON. */
  static JsonNode tree(byte[] json, int length) {
    try {
      return UpstreamJson.MAPPER.readTree(json, 0, length);
    } catch (JacksonException notJson) {
      return UpstreamJson.MAPPER.createObjectNode();
    }
  }

  /** Reads an error, bare or wrapped. */
  static UpstreamError of(JsonNode body) {
    JsonNode whole = body.isArray() ? body.path(0) : body;
    JsonNode error = whole.has("error") ? whole.path("error") : whole;
    if (error.isString()) {
      return new UpstreamError(0, "", "", error.stringValue());
    }
    String message = error.path("message").asString(whole.path("message").asString(""));
    return new UpstreamError(
        statusOf(error),
        lowered(error.path("code")),
        lowered(error.path("type")),
        message.isEmpty() ? error.path("detail").asString("") : message);
  }

  private static int statusOf(JsonNode error) {
    int stated = error.path("code").asInt(error.path("status").asInt(0));
    return stated >= 400 && stated <= 599 ? stated : 0;
  }

  private static String lowered(JsonNode word) {
    return word.asString("").toLowerCase(Locale.ROOT);
  }

  /** What to call it, given the status it came with (0: in the middle of a stream). */
  FailureCause cause(int answerStatus) {
    FailureCause said = said();
    return switch (answerStatus) {
      case 0 -> status == 0 ? said : cause(status);
      case 401, 403 -> FailureCause.UPSTREAM_AUTH_FAILED;
      case 402 -> FailureCause.UPSTREAM_QUOTA_EXCEEDED;
      case 408, 504 -> FailureCause.UPSTREAM_TIMED_OUT;
      case 429 ->
          said == FailureCause.UPSTREAM_QUOTA_EXCEEDED ? said : FailureCause.UPSTREAM_RATE_LIMITED;
      default -> answerStatus < 500 ? refusal(answerStatus, said) : FailureCause.UPSTREAM_ERROR;
    };
  }

  private FailureCause refusal(int answerStatus, FailureCause said) {
    String words = message.toLowerCase(Locale.ROOT);
    if (said == FailureCause.UPSTREAM_CONTEXT_LENGTH || words.contains("maximum context length")) {
      return FailureCause.UPSTREAM_CONTEXT_LENGTH;
    }
    boolean unknownModel =
        answerStatus == 404
            && words.contains("model")
            && (words.contains("not found") || words.contains("does not exist"));
    return said == FailureCause.UPSTREAM_MODEL_NOT_FOUND || unknownModel
        ? FailureCause.UPSTREAM_MODEL_NOT_FOUND
        : FailureCause.UPSTREAM_REJECTED;
  }

  private FailureCause said() {
    FailureCause byCode = said(code);
    return byCode == FailureCause.UPSTREAM_ERROR ? said(type) : byCode;
  }

  private static FailureCause said(String word) {
    return switch (word) {
      case "context_length_exceeded", "exceed_context_size_error" ->
          FailureCause.UPSTREAM_CONTEXT_LENGTH;
      case "model_not_found" -> FailureCause.UPSTREAM_MODEL_NOT_FOUND;
      case "insufficient_quota", "billing_hard_limit_reached" ->
          FailureCause.UPSTREAM_QUOTA_EXCEEDED;
      case "rate_limit_exceeded", "rate_limit_error" -> FailureCause.UPSTREAM_RATE_LIMITED;
      case "invalid_api_key", "authentication_error", "permission_error" ->
          FailureCause.UPSTREAM_AUTH_FAILED;
      case "invalid_request_error",
          "invalid_prompt",
          "invalid_image",
          "invalid_image_format",
          "invalid_base64_image",
          "invalid_image_url",
          "invalid_image_mode",
          "image_too_large",
          "image_too_small",
          "image_parse_error",
          "image_content_policy_violation",
          "image_file_too_large",
          "unsupported_image_media_type",
          "empty_image_file",
          "failed_to_download_image",
          "image_file_not_found" ->
          FailureCause.UPSTREAM_REJECTED;
      case "vector_store_timeout" -> FailureCause.UPSTREAM_TIMED_OUT;
      default -> FailureCause.UPSTREAM_ERROR;
    };
  }
}
