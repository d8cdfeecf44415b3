package dev.holdfast.domain.state;

/** The identity a store was given when it was created; two copies of a home share it. */
public record StoreId(String value) {

  /** Longest identity, in characters. */
  public static final int MAX_LENGTH = 64;

  public StoreId {
    if (value.isEmpty() || value.length() > MAX_LENGTH) {
      throw new IllegalArgumentException("a store id has 1 to 64 characters");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
