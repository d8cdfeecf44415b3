package dev.holdfast.domain.token;

/** What a token permits. Each scope permits what the ones before it do. */
public enum Scope {
  READ,
  WRITE,
  ADMIN;

  /** Whether a token of this scope may do what needs the other. */
  public boolean permits(Scope needed) {
    return compareTo(needed) >= 0;
  }
}
