package dev.holdfast.adapters.http.server;

/**
 * How one cause is told to a client, and what a reader of the table needs to know about it.
 *
 * @param status the HTTP status
 * @param type the member {@code type} of the error, as OpenAI names kinds of errors
 * @param code the member {@code code} of the error
 * @param param what the member {@code param} of the error names
 * @param retry what a client is told about trying again
 * @param meaning when it happens, and what helps
 */
record ErrorRow(int status, Kind type, String code, Param param, Retry retry, Meaning meaning) {

  /** The kinds of errors that OpenAI's clients know. */
  enum Kind {
    INVALID_REQUEST("invalid_request_error"),
    RATE_LIMIT("rate_limit_error"),
    SERVER("server_error");

    private final String wire;

    Kind(String wire) {
      this.wire = wire;
    }

    String wire() {
      return wire;
    }
  }

  /** What the member {@code param} names. */
  sealed interface Param {

    /** Nothing: it is null. */
    record None() implements Param {}

    /** The same parameter each time. */
    record Fixed(String name) implements Param {}

    /** The parameter at fault; null where no single one is. */
    record AtFault() implements Param {}
  }

  /** What a client is told about trying again. */
  enum Retry {
    /** Nothing: clients know which statuses to retry. */
    BY_STATUS,
    /** A retry at once cannot help, although the status looks as if it could. */
    POINTLESS,
    /** The same, and after which time it can help. */
    LATER,
    /** In a few seconds, spread so that clients do not come back together. */
    SOON
  }

  /** Who has to change something. */
  enum Party {
    CALLER,
    OPERATOR,
    UPSTREAM,
    GATEWAY
  }

  /**
   * What a reader of the table needs to know.
   *
   * @param when when it happens, in one sentence
   * @param remedy what helps, in one sentence
   */
  record Meaning(Party party, String when, String remedy) {}

  /** A fault of the request. Like the two others it names no parameter and no retry yet. */
  static ErrorRow invalid(int status, String code, Party party, String when, String remedy) {
    return plain(status, Kind.INVALID_REQUEST, code, new Meaning(party, when, remedy));
  }

  /** Too much was asked. */
  static ErrorRow limit(int status, String code, Party party, String when, String remedy) {
    return plain(status, Kind.RATE_LIMIT, code, new Meaning(party, when, remedy));
  }

  /** A fault behind the request. */
  static ErrorRow server(int status, String code, Party party, String when, String remedy) {
    return plain(status, Kind.SERVER, code, new Meaning(party, when, remedy));
  }

  private static ErrorRow plain(int status, Kind type, String code, Meaning meaning) {
    return new ErrorRow(status, type, code, new Param.None(), Retry.BY_STATUS, meaning);
  }

  /** The same row with a parameter to name. */
  ErrorRow naming(Param named) {
    return new ErrorRow(status, type, code, named, retry, meaning);
  }

  /** The same row with something to say about trying again. */
  ErrorRow retried(Retry told) {
    return new ErrorRow(status, type, code, param, told, meaning);
  }
}
