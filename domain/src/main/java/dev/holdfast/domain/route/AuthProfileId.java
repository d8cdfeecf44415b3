package dev.holdfast.domain.route;

/** A stored credential, usually {@code provider:name}: 1 to 128 characters, never folded. */
public record AuthProfileId(String value) {

  public AuthProfileId {
    if (value.isEmpty() || value.length() > 128 || !value.equals(value.strip())) {
      throw new IllegalArgumentException("not an auth profile id");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
