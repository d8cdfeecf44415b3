package dev.holdfast.app.usecase;

/** Why a turn is stopped from outside before its model has answered. */
enum StopReason {
  CALLER_GONE,
  /** Somebody asked to stop it. */
  REQUESTED,
  TIMED_OUT,
  /** Another process runs the session now. */
  LEASE_LOST,
  SHUTDOWN
}
