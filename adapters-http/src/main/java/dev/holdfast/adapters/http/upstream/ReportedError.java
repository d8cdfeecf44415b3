package dev.holdfast.adapters.http.upstream;

import tools.jackson.databind.JsonNode;

/** An upstream answered with an error object where an answer was expected. */
final class ReportedError extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient JsonNode error;

  ReportedError(JsonNode error) {
    super("the upstream reported an error", null, false, false);
    this.error = error;
  }

  /** What stands under {@code error}, or the whole object if it has no such member. */
  JsonNode error() {
    return error;
  }
}
