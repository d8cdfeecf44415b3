package dev.holdfast.adapters.http.responses;

import dev.holdfast.domain.turn.FinishReason;
import dev.holdfast.domain.turn.Usage;
import java.time.Instant;

/** How far a response is. */
public sealed interface ResponseState {

  /** Its turn has not come. */
  record Queued() implements ResponseState {}

  /** The model is asked. */
  record InProgress() implements ResponseState {}

  /** The model answered, whole or up to a bound. */
  record Answered(FinishReason finish, Usage usage, Instant at) implements ResponseState {}

  /** There is no answer. */
  record Failed(ResponseError error) implements ResponseState {}

  /** It was stopped; what came by then is kept. */
  record Cancelled() implements ResponseState {}

  /** The member {@code status}. */
  default String wire() {
    return switch (this) {
      case Queued _ -> "queued";
      case InProgress _ -> "in_progress";
      case Answered answered ->
          switch (answered.finish()) {
            case STOP, TOOL_CALLS -> "completed";
            case LENGTH, CONTENT_FILTER -> "incomplete";
          };
      case Failed _ -> "failed";
      case Cancelled _ -> "cancelled";
    };
  }

  /** Why the answer is not whole; empty if it is, or if there is none. */
  default String incompleteReason() {
    return switch (this) {
      case Answered answered ->
          switch (answered.finish()) {
            case STOP, TOOL_CALLS -> "";
            case LENGTH -> "max_output_tokens";
            case CONTENT_FILTER -> "content_filter";
          };
      case Queued _, InProgress _, Failed _, Cancelled _ -> "";
    };
  }
}
