package dev.holdfast.domain.state;

/** What the file system that a home lies on lets be done there, whoever asks. */
public enum Medium {
  WRITABLE,
  /** It is mounted so that nobody can write. */
  READ_ONLY
}
