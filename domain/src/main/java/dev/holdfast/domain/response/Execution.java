package dev.holdfast.domain.response;

/** Whether a response waits for its caller. */
public enum Execution {
  /** The caller hears the answer; without the caller the turn is stopped. */
  FOREGROUND,
  /** The turn runs to its end whoever listens, and is looked up later. */
  BACKGROUND
}
