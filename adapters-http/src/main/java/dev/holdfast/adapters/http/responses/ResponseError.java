package dev.holdfast.adapters.http.responses;

/**
 * Why there is no answer.
 *
 * @param type which error of the gateway it is, one of many
 * @param message what happened and what to do; no secret. An upstream's words in it may quote the
 *     request
 */
public record ResponseError(Code code, String type, String message) {

  /** The codes that OpenAI's clients know; one that checks answers takes no other. */
  public enum Code {
    INVALID_PROMPT("invalid_prompt"),
    RATE_LIMIT_EXCEEDED("rate_limit_exceeded"),
    SERVER_ERROR("server_error");

    private final String wire;

    Code(String wire) {
      this.wire = wire;
    }

    String wire() {
      return wire;
    }
  }
}
