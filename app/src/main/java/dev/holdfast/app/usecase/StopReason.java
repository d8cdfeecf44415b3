package dev.holdfast.app.usecase;

/** Why a turn is stopped from outside before its model has answered. */
enum StopReason {
  CALLER_GONE,
  /** Somebody asked to stop it. */
  REQUESTED,
  /** Its token was revoked while it waited. */
  TOKEN_REVOKED,
  TIMED_OUT,
  /** Another process runs the session now. */
  LEASE_LOST,
  SHUTDOWN
}
