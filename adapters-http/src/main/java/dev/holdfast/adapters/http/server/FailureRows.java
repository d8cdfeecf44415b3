package dev.holdfast.adapters.http.server;

import static dev.holdfast.adapters.http.server.ErrorRow.invalid;
import static dev.holdfast.adapters.http.server.ErrorRow.limit;
import static dev.holdfast.adapters.http.server.ErrorRow.server;

import dev.holdfast.adapters.http.server.ErrorRow.Param;
import dev.holdfast.adapters.http.server.ErrorRow.Party;
import dev.holdfast.adapters.http.server.ErrorRow.Retry;
import dev.holdfast.domain.turn.FailureCause;

/** How turns that gave no answer are told; what was new in the request is kept. */
final class FailureRows {

  private FailureRows() {}

  /** The row of a cause. */
  static ErrorRow of(FailureCause cause) {
    return switch (cause) {
      case UPSTREAM_REJECTED ->
          invalid(
              400,
              "upstream_rejected",
              Party.UPSTREAM,
              "The provider calls the request wrong; the message quotes it.",
              "Change what the provider does not like.");
      case UPSTREAM_CONTEXT_LENGTH ->
          invalid(
                  400,
                  "context_length_exceeded",
                  Party.UPSTREAM,
                  "The provider says that the input exceeds the model's context.",
                  "Shorten it, or choose a model with a larger context.")
              .naming(new Param.Fixed("messages"));
      case UPSTREAM_MODEL_NOT_FOUND ->
          invalid(
                  404,
                  "model_not_found",
                  Party.UPSTREAM,
                  "The provider does not know the model.",
                  "Choose another one, or load it there.")
              .naming(new Param.Fixed("model"));
      case UPSTREAM_AUTH_FAILED ->
          server(
                  502,
                  "upstream_auth_failed",
                  Party.UPSTREAM,
                  "The provider does not accept the credential that is configured for it.",
                  "Correct the provider's `apiKey`.")
              .retried(Retry.POINTLESS);
      case UPSTREAM_RATE_LIMITED ->
          limit(
              429,
              "rate_limit_exceeded",
              Party.UPSTREAM,
              "The provider gets too many requests.",
              "Send the request again after the time it asks for.");
      case UPSTREAM_QUOTA_EXCEEDED ->
          limit(
                  429,
                  "insufficient_quota",
                  Party.UPSTREAM,
                  "The provider's account has no credit left.",
                  "Top it up, or choose another provider.")
              .retried(Retry.POINTLESS);
      case UPSTREAM_TIMED_OUT ->
          server(
              504,
              "upstream_timeout",
              Party.UPSTREAM,
              "The provider says that it, or something behind it, took too long.",
              "Send the request again.");
      case UPSTREAM_UNREACHABLE ->
          server(
              502,
              "upstream_unreachable",
              Party.UPSTREAM,
              "No connection to the provider can be made.",
              "Check its `baseUrl` and that it runs.");
      case UPSTREAM_ERROR ->
          server(
              502,
              "upstream_error",
              Party.UPSTREAM,
              "The provider answers with an error of its own.",
              "Send the request again, or choose another provider.");
      case UPSTREAM_BROKEN_OFF ->
          server(
              502,
              "upstream_broken_off",
              Party.UPSTREAM,
              "The provider closes the connection before its answer is whole.",
              "Send the request again.");
      case UPSTREAM_INVALID_ANSWER ->
          server(
              502,
              "upstream_invalid_answer",
              Party.UPSTREAM,
              "The answer is not what the provider's API promises.",
              "Check its `baseUrl`; it usually ends in `/v1`.");
      case TURN_TIMED_OUT ->
          server(
                  504,
                  "turn_timeout",
                  Party.OPERATOR,
                  "The turn reached its time limit, perhaps because the provider stayed silent.",
                  "Raise `turn.timeout`, or ask for less.")
              .retried(Retry.POINTLESS);
      case STORAGE_FAILED ->
          server(
              500,
              "storage_failed",
              Party.GATEWAY,
              "The model answered and the answer could not be stored, so it does not count.",
              "Send the request again.");
      case LEASE_LOST ->
          server(
                  503,
                  "turn_taken_over",
                  Party.GATEWAY,
                  "The process that ran the turn was silent for too long, so another took the"
                      + " session over.",
                  "Send the request again.")
              .retried(Retry.SOON);
      case SHUTDOWN ->
          server(
                  503,
                  "shutting_down",
                  Party.GATEWAY,
                  "The gateway stopped before the model had answered.",
                  "Send the request again.")
              .retried(Retry.SOON);
      case INTERNAL -> FaultRows.of(RequestFault.INTERNAL);
    };
  }
}
