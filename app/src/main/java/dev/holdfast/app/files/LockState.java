package dev.holdfast.app.files;

/** Whether somebody holds the lock of a home. */
public sealed interface LockState {

  /** Nobody does. */
  record Free() implements LockState {}

  /** Somebody does. */
  record Held() implements LockState {}

  /** The operating system does not say; why. */
  record Unknown(String reason) implements LockState {}
}
