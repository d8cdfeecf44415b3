package dev.holdfast.domain.turn;

/** What ended a begun turn without an answer. */
public enum FailureCause {
  /** The upstream called the request wrong. */
  UPSTREAM_REJECTED,
  /** The upstream says the input exceeds its context window. */
  UPSTREAM_CONTEXT_LENGTH,
  /** The upstream does not know the model. */
  UPSTREAM_MODEL_NOT_FOUND,
  /** The upstream does not accept the gateway's credential. */
  UPSTREAM_AUTH_FAILED,
  UPSTREAM_RATE_LIMITED,
  UPSTREAM_QUOTA_EXCEEDED,
  /** The upstream says that it, or something behind it, took too long. */
  UPSTREAM_TIMED_OUT,
  /** No connection could be made. */
  UPSTREAM_UNREACHABLE,
  /** The upstream answered with an error of its own. */
  UPSTREAM_ERROR,
  /** The answer ended before it was whole. */
  UPSTREAM_BROKEN_OFF,
  /** The answer is not what the upstream's API promises. */
  UPSTREAM_INVALID_ANSWER,
  /** The turn reached its time limit, also while it waited for a silent upstream. */
  TURN_TIMED_OUT,
  /** The end of the turn could not be stored. */
  STORAGE_FAILED,
  /** Another process took the session over because this one seemed dead. */
  LEASE_LOST,
  /** The gateway stopped. */
  SHUTDOWN,
  /** A defect of the gateway. */
  INTERNAL
}
