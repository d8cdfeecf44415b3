package dev.holdfast.adapters.http.server;

import dev.holdfast.domain.turn.RefusalReason;

/** A part of answering a request in which it can be turned down. */
enum Step {
  /** Finding what is at the path; done with before an operation is known. */
  ROUTING,
  /** What every request must be, whatever it asks for. */
  ARRIVAL,
  /** Whether too much was tried from the address. */
  ATTEMPTS,
  /** Looking at the token, where one is shown. */
  TOKEN,
  /** Whether the token may do what is asked. */
  SCOPE,
  /** Whether the request is meant for this gateway's store. */
  STORE_IDENTITY,
  /** Whether the gateway takes requests. */
  LIFECYCLE,
  /** Whether the gateway can serve. */
  READINESS,
  /** Looking for one model. */
  MODEL,
  /** Looking for one response. */
  RESPONSE,
  /** Reading the query of the address. */
  QUERY,
  /** Changing one response. */
  CANCELLATION,
  /** Reading a body, and for a turn its headers. */
  REQUEST,
  /** Finding the agent and the session key that a request means. */
  ADDRESS,
  /** Whether the binding of the token that asks allows it. */
  BINDING,
  /** Looking for one token. */
  TOKEN_OBJECT,
  /** Ending a token. */
  REVOCATION,
  /** Looking for one turn. */
  TURN_OBJECT,
  /** Stopping one turn. */
  ABORTION,
  /** Looking for one session. */
  SESSION,
  /** Comparing a session with what was expected. */
  VERSION,
  /** Looking for one archived session. */
  ARCHIVE,
  /** Giving an archived session its key back. */
  RESTORATION,
  /** Waiting for the turns of a session. */
  LANE,
  /** Beginning to follow what happens. */
  FOLLOWING,
  /** Running a turn. */
  TURN,
  /** Reading and writing the store. */
  STORE;

  /** In which step a cause comes up. */
  static Step of(ErrorCause cause) {
    return switch (cause) {
      case ErrorCause.TurnedDown(RequestFault fault) -> of(fault);
      case ErrorCause.Undone(ManagementFault fault) -> of(fault);
      case ErrorCause.Refused(RefusalReason reason) -> of(reason);
      case ErrorCause.Failed _ -> TURN;
    };
  }

  private static Step of(ManagementFault fault) {
    return switch (fault) {
      case BEYOND_BINDING -> BINDING;
      case TOKEN_NOT_FOUND -> TOKEN_OBJECT;
      case LAST_ADMIN_TOKEN -> REVOCATION;
      case NO_SESSION -> SESSION;
      case VERSION_CONFLICT -> VERSION;
      case ARCHIVE_NOT_FOUND -> ARCHIVE;
      case SESSION_EXISTS -> RESTORATION;
      case EVENTS_GONE, TOO_MANY_FOLLOWERS -> FOLLOWING;
      case TURN_NOT_FOUND -> TURN_OBJECT;
      case TURN_ENDED, TURN_ELSEWHERE -> ABORTION;
    };
  }

  private static Step of(RefusalReason reason) {
    return switch (reason) {
      case AGENT_UNAVAILABLE, AGENT_NEWER, STORAGE_FULL, STORE_UNAVAILABLE -> STORE;
      case SESSION_KEY_MALFORMED,
          SESSION_KEY_TOO_LONG,
          SESSION_KEY_RESERVED,
          SESSION_KEY_AGENT_MISMATCH,
          AGENT_UNKNOWN ->
          ADDRESS;
      case SESSION_NOT_FOUND,
          SESSION_REQUIRED,
          RUNTIME_UNAVAILABLE,
          ROUTE_UNRESOLVED,
          PREVIOUS_RESPONSE_NOT_FOUND,
          PREVIOUS_RESPONSE_ELSEWHERE,
          PREVIOUS_RESPONSE_UNFINISHED,
          ITEM_NOT_FOUND,
          NO_NEW_INPUT,
          TOOL_RESULT_UNKNOWN,
          TOOL_RESULTS_MISSING,
          TOOL_CALL_SUPERSEDED,
          UNSUPPORTED_PARAMETER,
          UNSUPPORTED_TOOL,
          CONTEXT_LENGTH_EXCEEDED,
          SESSION_BUSY,
          IDEMPOTENCY_CONFLICT,
          INSUFFICIENT_SCOPE,
          TURN_ABORTED,
          CALLER_GONE ->
          TURN;
      case MODEL_NOT_FOUND -> MODEL;
      case SESSION_QUEUE_FULL, SHUTTING_DOWN, DRAINING -> LANE;
    };
  }

  private static Step of(RequestFault fault) {
    return switch (fault) {
      case UNKNOWN_URL, METHOD_NOT_ALLOWED -> ROUTING;
      case HOST_NOT_ALLOWED, ORIGIN_NOT_ALLOWED, BAD_REQUEST, HEADERS_TOO_LARGE, INTERNAL ->
          ARRIVAL;
      case TOO_MANY_FAILURES -> ATTEMPTS;
      case TOKEN_MISSING, TOKEN_UNKNOWN -> TOKEN;
      case INSUFFICIENT_SCOPE -> SCOPE;
      case STORE_MISMATCH -> STORE_IDENTITY;
      case STARTING, STOPPING -> LIFECYCLE;
      case DRAINING, OUT_OF_SPACE, STORE_NOT_ANSWERING -> READINESS;
      case MODEL_NOT_FOUND -> MODEL;
      case RESPONSE_NOT_FOUND -> RESPONSE;
      case RESPONSE_IN_FOREGROUND -> CANCELLATION;
      case INVALID_QUERY -> QUERY;
      case BODY_NOT_JSON,
          BODY_TOO_LARGE,
          BODY_TOO_SLOW,
          BODY_BROKEN,
          BODIES_IN_FLIGHT,
          MALFORMED_JSON,
          DUPLICATE_MEMBER,
          INVALID_TYPE,
          INVALID_VALUE,
          MISSING_PARAMETER,
          INVALID_HEADER,
          CONFLICTING_HEADERS,
          UNSUPPORTED_PARAMETER,
          UNSUPPORTED_TOOL ->
          REQUEST;
      case CALLER_GONE -> TURN;
    };
  }
}
