package dev.holdfast.domain.route;

/** A model as its provider names it: never folded or rewritten, 1 to 256 characters. */
public record ModelId(String value) {

  /** Longest name, in characters. */
  public static final int MAX_LENGTH = 256;

  public ModelId {
    if (value.isEmpty() || value.length() > MAX_LENGTH || !value.equals(value.strip())) {
      throw new IllegalArgumentException("not a model id");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
