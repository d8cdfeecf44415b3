package dev.holdfast.domain.session;

/** The identity of a session in the archive: 1 to 128 characters. */
public record ArchiveId(String value) {

  /** Longest identity, in characters. */
  public static final int MAX_LENGTH = 128;

  public ArchiveId {
    if (value.isEmpty() || value.length() > MAX_LENGTH) {
      throw new IllegalArgumentException("an archive id has 1 to 128 characters");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
