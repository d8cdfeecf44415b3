package dev.holdfast.domain.session;

/** The transcript a session key pointed at before its last reset, if there was one. */
public sealed interface PreviousSession {

  /** The key has had one transcript only. */
  record None() implements PreviousSession {}

  /** The key pointed at this transcript before. */
  record Linked(SessionId id) implements PreviousSession {}
}
