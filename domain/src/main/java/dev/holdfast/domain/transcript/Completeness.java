package dev.holdfast.domain.transcript;

/** Whether an event holds all that its maker had to say. */
public enum Completeness {
  COMPLETE,
  /** The turn was cancelled while this was being said; what came is kept. */
  INCOMPLETE
}
