package dev.holdfast.domain.response;

import dev.holdfast.domain.turn.TurnId;

/** The identity of one response object: 1 to 128 characters. */
public record ResponseId(String value) {

  /** Longest identity, in characters. */
  public static final int MAX_LENGTH = 128;

  private static final String PREFIX = "resp_";
  private static final String TURN_PREFIX = "turn_";

  public ResponseId {
    if (value.isEmpty() || value.length() > MAX_LENGTH) {
      throw new IllegalArgumentException("a response id has 1 to 128 characters");
    }
  }

  /**
   * The identity of the response that a turn becomes: the same as the turn's, but for its start.
   */
  public static ResponseId ofTurn(TurnId turn) {
    String value = turn.value();
    return new ResponseId(
        PREFIX + (value.startsWith(TURN_PREFIX) ? value.substring(TURN_PREFIX.length()) : value));
  }

  @Override
  public String toString() {
    return value;
  }
}
