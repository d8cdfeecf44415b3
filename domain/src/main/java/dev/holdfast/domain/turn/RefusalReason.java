package dev.holdfast.domain.turn;

/** Why a turn was not begun. Nothing of a refused turn is stored. */
public enum RefusalReason {
  SESSION_KEY_MALFORMED,
  SESSION_KEY_TOO_LONG,
  SESSION_KEY_RESERVED,
  SESSION_KEY_AGENT_MISMATCH,
  SESSION_NOT_FOUND,
  SESSION_REQUIRED,
  AGENT_UNKNOWN,
  AGENT_UNAVAILABLE,
  /** A newer program wrote the agent's database, so this one does not touch it. */
  AGENT_NEWER,
  MODEL_NOT_FOUND,
  RUNTIME_UNAVAILABLE,
  ROUTE_UNRESOLVED,
  PREVIOUS_RESPONSE_NOT_FOUND,
  /** The response is of another session than the one the request names, or than its key has now. */
  PREVIOUS_RESPONSE_ELSEWHERE,
  /** The response before has not ended. */
  PREVIOUS_RESPONSE_UNFINISHED,
  /** The request names an item that no transcript holds. */
  ITEM_NOT_FOUND,
  NO_NEW_INPUT,
  TOOL_RESULT_UNKNOWN,
  TOOL_RESULTS_MISSING,
  TOOL_CALL_SUPERSEDED,
  UNSUPPORTED_PARAMETER,
  UNSUPPORTED_TOOL,
  CONTEXT_LENGTH_EXCEEDED,
  SESSION_QUEUE_FULL,
  /** Another turn of the session runs, and the request does not want to wait. */
  SESSION_BUSY,
  /** The client gave a name to the request that it gave to another one before. */
  IDEMPOTENCY_CONFLICT,
  INSUFFICIENT_SCOPE,
  STORAGE_FULL,
  STORE_UNAVAILABLE,
  SHUTTING_DOWN,
  /** An operator lets no turn begin for the time being. */
  DRAINING,
  /** Somebody asked to stop the turn before it began. */
  TURN_ABORTED,
  /** The caller went away before its turn came; nobody hears this. */
  CALLER_GONE;

  /**
   * Whether the same request would be refused again for the same reason: what is wrong is the
   * request, not what stands in its way now.
   */
  public boolean repeats() {
    return switch (this) {
      case SESSION_KEY_MALFORMED,
          SESSION_KEY_TOO_LONG,
          SESSION_KEY_RESERVED,
          SESSION_KEY_AGENT_MISMATCH,
          SESSION_NOT_FOUND,
          SESSION_REQUIRED,
          AGENT_UNKNOWN,
          MODEL_NOT_FOUND,
          PREVIOUS_RESPONSE_NOT_FOUND,
          PREVIOUS_RESPONSE_ELSEWHERE,
          ITEM_NOT_FOUND,
          NO_NEW_INPUT,
          TOOL_RESULT_UNKNOWN,
          TOOL_RESULTS_MISSING,
          TOOL_CALL_SUPERSEDED,
          UNSUPPORTED_PARAMETER,
          UNSUPPORTED_TOOL,
          CONTEXT_LENGTH_EXCEEDED ->
          true;
      case AGENT_UNAVAILABLE,
          AGENT_NEWER,
          RUNTIME_UNAVAILABLE,
          ROUTE_UNRESOLVED,
          PREVIOUS_RESPONSE_UNFINISHED,
          SESSION_QUEUE_FULL,
          SESSION_BUSY,
          IDEMPOTENCY_CONFLICT,
          INSUFFICIENT_SCOPE,
          STORAGE_FULL,
          STORE_UNAVAILABLE,
          SHUTTING_DOWN,
          DRAINING,
          TURN_ABORTED,
          CALLER_GONE ->
          false;
    };
  }
}
