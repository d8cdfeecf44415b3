package dev.holdfast.app.files;

import dev.holdfast.domain.finding.Finding;

/** What came of asking for the lock of a home. */
public sealed interface LockAttempt {

  /** It is ours until the lock is closed. */
  record Acquired(HomeLock lock) implements LockAttempt {}

  /** Another holder has it, in this process or another. */
  record HeldElsewhere() implements LockAttempt {}

  /** It cannot be asked for. */
  record Failed(Finding finding) implements LockAttempt {}
}
