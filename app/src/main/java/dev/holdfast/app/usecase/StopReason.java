package dev.holdfast.app.usecase;

/** Why a turn is stopped from outside before its model has answered. */
enum StopReason {
  CALLER_GONE,
  TIMED_OUT,
  SHUTDOWN
}
