package dev.holdfast.adapters.http.server;

import dev.holdfast.adapters.http.server.ErrorRow.Blame;
import dev.holdfast.adapters.http.server.ErrorRow.Retry;
import dev.holdfast.domain.turn.FailureCause;
import dev.holdfast.domain.turn.RefusalReason;

/**
 * Every cause and how it is told: the one place where outcomes become HTTP.
 *
 * <p>OpenAI's clients retry 408, 409, 429 and 5xx by themselves; rows where that cannot help say
 * so. An upstream that refuses the gateway's credential is a 502: a 401 would make the client blame
 * its own token.
 */
final class ErrorTable {

  private static final String KEY = "x-holdfast-session-key";

  private ErrorTable() {}

  /** How a refused turn is told. */
  static ErrorRow row(RefusalReason reason) {
    return switch (reason) {
      case SESSION_KEY_MALFORMED -> invalid(400, "session_key_malformed", KEY);
      case SESSION_KEY_TOO_LONG -> invalid(400, "session_key_too_long", KEY);
      case SESSION_KEY_RESERVED -> invalid(400, "session_key_reserved", KEY);
      case SESSION_KEY_AGENT_MISMATCH -> invalid(400, "session_key_agent_mismatch", KEY);
      case SESSION_NOT_FOUND -> invalid(404, "session_not_found", "");
      case SESSION_REQUIRED -> invalid(400, "session_required", KEY);
      case AGENT_UNKNOWN -> invalid(404, "agent_not_found", "");
      case AGENT_UNAVAILABLE -> server(503, "agent_unavailable", Retry.POINTLESS);
      case MODEL_NOT_FOUND -> invalid(404, "model_not_found", "model");
      case RUNTIME_UNAVAILABLE -> server(503, "runtime_unavailable", Retry.POINTLESS);
      case ROUTE_UNRESOLVED ->
          new ErrorRow(409, Blame.INVALID_REQUEST, "route_unresolved", "", Retry.POINTLESS);
      case NO_NEW_INPUT -> invalid(400, "no_new_input", "messages");
      case TOOL_RESULT_UNKNOWN -> invalid(400, "tool_result_unknown", "messages");
      case TOOL_RESULTS_MISSING -> invalid(400, "tool_results_missing", "messages");
      case TOOL_CALL_SUPERSEDED -> invalid(400, "tool_call_superseded", "messages");
      case UNSUPPORTED_PARAMETER -> invalid(400, "unsupported_parameter", "");
      case CONTEXT_LENGTH_EXCEEDED -> invalid(400, "context_length_exceeded", "messages");
      case SESSION_QUEUE_FULL ->
          new ErrorRow(429, Blame.RATE_LIMIT, "session_queue_full", "", Retry.SOON);
      case INSUFFICIENT_SCOPE -> invalid(403, "insufficient_scope", "");
      case STORAGE_FULL -> server(507, "storage_full", Retry.POINTLESS);
      case STORE_UNAVAILABLE -> server(503, "store_unavailable", Retry.SOON);
      case SHUTTING_DOWN -> server(503, "shutting_down", Retry.SOON);
      case CALLER_GONE -> row(RequestFault.CALLER_GONE);
    };
  }

  /** How a failed turn is told. */
  static ErrorRow row(FailureCause cause) {
    return switch (cause) {
      case UPSTREAM_REJECTED -> invalid(400, "upstream_rejected", "");
      case UPSTREAM_CONTEXT_LENGTH -> invalid(400, "context_length_exceeded", "messages");
      case UPSTREAM_MODEL_NOT_FOUND -> invalid(404, "model_not_found", "model");
      case UPSTREAM_AUTH_FAILED -> server(502, "upstream_auth_failed", Retry.POINTLESS);
      case UPSTREAM_RATE_LIMITED ->
          new ErrorRow(429, Blame.RATE_LIMIT, "rate_limit_exceeded", "", Retry.BY_STATUS);
      case UPSTREAM_QUOTA_EXCEEDED ->
          new ErrorRow(429, Blame.RATE_LIMIT, "insufficient_quota", "", Retry.POINTLESS);
      case UPSTREAM_TIMED_OUT -> server(504, "upstream_timeout", Retry.BY_STATUS);
      case UPSTREAM_UNREACHABLE -> server(502, "upstream_unreachable", Retry.BY_STATUS);
      case UPSTREAM_ERROR -> server(502, "upstream_error", Retry.BY_STATUS);
      case UPSTREAM_BROKEN_OFF -> server(502, "upstream_broken_off", Retry.BY_STATUS);
      case UPSTREAM_INVALID_ANSWER -> server(502, "upstream_invalid_answer", Retry.BY_STATUS);
      case TURN_TIMED_OUT -> server(504, "turn_timeout", Retry.POINTLESS);
      case STORAGE_FAILED -> server(500, "storage_failed", Retry.BY_STATUS);
      case SHUTDOWN -> server(503, "shutting_down", Retry.SOON);
      case INTERNAL -> row(RequestFault.INTERNAL);
    };
  }

  /** How a request that was turned down at the door is told. */
  static ErrorRow row(RequestFault fault) {
    return switch (fault) {
      case TOKEN_MISSING, TOKEN_UNKNOWN -> invalid(401, "invalid_api_key", "");
      case TOO_MANY_FAILURES ->
          new ErrorRow(429, Blame.RATE_LIMIT, "too_many_failures", "", Retry.POINTLESS);
      case INSUFFICIENT_SCOPE -> invalid(403, "insufficient_scope", "");
      case HOST_NOT_ALLOWED -> invalid(421, "host_not_allowed", "host");
      case ORIGIN_NOT_ALLOWED -> invalid(403, "origin_not_allowed", "origin");
      case UNKNOWN_URL -> invalid(404, "unknown_url", "");
      case METHOD_NOT_ALLOWED -> invalid(405, "method_not_allowed", "");
      case BODY_NOT_JSON -> invalid(415, "unsupported_media_type", "content-type");
      case BODY_TOO_LARGE -> invalid(413, "body_too_large", "");
      case BODY_TOO_SLOW ->
          new ErrorRow(408, Blame.INVALID_REQUEST, "body_timeout", "", Retry.BY_STATUS);
      case BODIES_IN_FLIGHT -> server(503, "too_many_bodies", Retry.SOON);
      case MALFORMED_JSON -> invalid(400, "invalid_json", "");
      case DUPLICATE_MEMBER -> invalid(400, "duplicate_member", "");
      case INVALID_TYPE -> invalid(400, "invalid_type", "");
      case INVALID_VALUE -> invalid(400, "invalid_value", "");
      case MISSING_PARAMETER -> invalid(400, "missing_required_parameter", "");
      case INVALID_HEADER -> invalid(400, "invalid_header", "");
      case CONFLICTING_HEADERS -> invalid(400, "conflicting_headers", "");
      case UNSUPPORTED_PARAMETER -> invalid(400, "unsupported_parameter", "");
      case UNSUPPORTED_TOOL -> invalid(400, "unsupported_tool", "tools");
      case MODEL_NOT_FOUND -> invalid(404, "model_not_found", "model");
      case STARTING -> server(503, "starting", Retry.SOON);
      case DRAINING -> server(503, "shutting_down", Retry.SOON);
      case OUT_OF_SPACE -> server(503, "storage_full", Retry.POINTLESS);
      case STORE_NOT_ANSWERING -> server(503, "store_unavailable", Retry.SOON);
      case CALLER_GONE ->
          new ErrorRow(409, Blame.INVALID_REQUEST, "caller_gone", "", Retry.POINTLESS);
      case BAD_REQUEST -> invalid(400, "bad_request", "");
      case HEADERS_TOO_LARGE -> invalid(431, "headers_too_large", "");
      case INTERNAL -> server(500, "internal_error", Retry.BY_STATUS);
    };
  }

  /** A fault of the request; its status is none that clients retry. */
  private static ErrorRow invalid(int status, String code, String parameter) {
    return new ErrorRow(status, Blame.INVALID_REQUEST, code, parameter, Retry.BY_STATUS);
  }

  private static ErrorRow server(int status, String code, Retry retry) {
    return new ErrorRow(status, Blame.SERVER, code, "", retry);
  }
}
