package dev.holdfast.domain.transcript;

/** The stable identity of one transcript event, unique within its session: 1 to 128 characters. */
public record EventId(String value) {

  /** Longest identity, in characters. */
  public static final int MAX_LENGTH = 128;

  public EventId {
    if (value.isEmpty() || value.length() > MAX_LENGTH) {
      throw new IllegalArgumentException("an event id has 1 to 128 characters");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
