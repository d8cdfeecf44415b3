package dev.holdfast.adapters.http.server;

/** Why a request was turned down before anything was asked of the gateway behind the server. */
enum RequestFault {
  TOKEN_MISSING,
  TOKEN_UNKNOWN,
  TOO_MANY_FAILURES,
  INSUFFICIENT_SCOPE,
  /** The request names another store than the gateway's. */
  STORE_MISMATCH,
  HOST_NOT_ALLOWED,
  ORIGIN_NOT_ALLOWED,
  UNKNOWN_URL,
  METHOD_NOT_ALLOWED,
  BODY_NOT_JSON,
  BODY_TOO_LARGE,
  BODY_TOO_SLOW,
  BODY_BROKEN,
  BODIES_IN_FLIGHT,
  MALFORMED_JSON,
  DUPLICATE_MEMBER,
  INVALID_TYPE,
  INVALID_VALUE,
  INVALID_QUERY,
  MISSING_PARAMETER,
  INVALID_HEADER,
  CONFLICTING_HEADERS,
  UNSUPPORTED_PARAMETER,
  UNSUPPORTED_TOOL,
  MODEL_NOT_FOUND,
  RESPONSE_NOT_FOUND,
  RESPONSE_IN_FOREGROUND,
  STARTING,
  /** An operator lets no turn begin for the time being; told by {@code /readyz}. */
  DRAINING,
  STOPPING,
  OUT_OF_SPACE,
  STORE_NOT_ANSWERING,
  CALLER_GONE,
  BAD_REQUEST,
  HEADERS_TOO_LARGE,
  INTERNAL
}
