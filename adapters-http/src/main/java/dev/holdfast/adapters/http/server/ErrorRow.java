package dev.holdfast.adapters.http.server;

/**
 * How one cause is told to a client.
 *
 * @param status the HTTP status
 * @param type the member {@code type} of the error, as OpenAI names kinds of errors
 * @param code the member {@code code} of the error
 * @param parameter the request parameter to blame when the cause itself names none; empty if none
 * @param retry what a client is told about trying again
 */
record ErrorRow(int status, Blame type, String code, String parameter, Retry retry) {

  /** Whose fault it is. */
  enum Blame {
    INVALID_REQUEST("invalid_request_error"),
    RATE_LIMIT("rate_limit_error"),
    SERVER("server_error");

    private final String wire;

    Blame(String wire) {
      this.wire = wire;
    }

    String wire() {
      return wire;
    }
  }

  /** What a client is told about trying again. */
  enum Retry {
    /** Nothing: clients know which statuses to retry. */
    BY_STATUS,
    /** A retry at once cannot help, although the status looks as if it could. */
    POINTLESS,
    /** In a few seconds, spread so that clients do not come back together. */
    SOON
  }
}
