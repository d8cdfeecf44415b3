package dev.holdfast.adapters.cli;

/** What the process tells whoever started it. */
enum ExitCode {
  OK(0),
  /** A check found something, or the command failed. */
  FAILURE(1),
  /** The command line makes no sense. */
  USAGE(2),
  /** No gateway answers. */
  GATEWAY_UNREACHABLE(3),
  /** A guard refused, such as the lock of a home. */
  REFUSED(4),
  /** The store cannot be opened or written. */
  STORE_UNUSABLE(5),
  /** A newer program wrote the store. */
  NEWER_SCHEMA(78);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }
}
