package dev.holdfast.domain.route;

/** A stored credential, usually {@code provider:name}: 1 to 128 characters, never folded. */
public record AuthProfileId(String value) {

  /** Longest id, in characters. */
  public static final int MAX_LENGTH = 128;

  public AuthProfileId {
    if (value.isEmpty() || value.length() > MAX_LENGTH || !value.equals(value.strip())) {
      throw new IllegalArgumentException("not an auth profile id");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
