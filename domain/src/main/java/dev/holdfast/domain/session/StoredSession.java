package dev.holdfast.domain.session;

/** What a store holds under a key or an id. */
public sealed interface StoredSession {

  /** Nothing. */
  record Absent() implements StoredSession {}

  /** This row. */
  record Present(SessionEntry entry) implements StoredSession {}
}
