package dev.holdfast.domain.audit;

/** The identity of an audit row, by which it is stored once however often that is tried. */
public record AuditId(String value) {

  /** Longest identity, in characters. */
  public static final int MAX_LENGTH = 128;

  public AuditId {
    if (value.isEmpty() || value.length() > MAX_LENGTH) {
      throw new IllegalArgumentException("an audit id has 1 to 128 characters");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
