package dev.holdfast.domain.turn;

/** The identity of one turn: 1 to 128 characters. */
public record TurnId(String value) {

  public TurnId {
    if (value.isEmpty() || value.length() > 128) {
      throw new IllegalArgumentException("a turn id has 1 to 128 characters");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
