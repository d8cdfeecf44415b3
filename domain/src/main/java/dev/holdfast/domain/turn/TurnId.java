package dev.holdfast.domain.turn;

/** The identity of one turn: 1 to 128 characters. */
public record TurnId(String value) {

  /** The longest there may be, in characters. */
  public static final int MAX_LENGTH = 128;

  public TurnId {
    if (value.isEmpty() || value.length() > MAX_LENGTH) {
      throw new IllegalArgumentException("a turn id has 1 to 128 characters");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
