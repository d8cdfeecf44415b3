package dev.holdfast.domain.response;

/** The identity of one response object: 1 to 128 characters. */
public record ResponseId(String value) {

  /** Longest identity, in characters. */
  public static final int MAX_LENGTH = 128;

  public ResponseId {
    if (value.isEmpty() || value.length() > MAX_LENGTH) {
      throw new IllegalArgumentException("a response id has 1 to 128 characters");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
