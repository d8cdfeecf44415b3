package dev.holdfast.domain.session;

/** Why a session key was given a new transcript. */
public enum RotationReason {
  RESET,
  DAILY,
  IDLE
}
