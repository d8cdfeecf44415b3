package dev.holdfast.adapters.cli;

/** What the process tells whoever started it. */
enum ExitCode {
  OK(0, "Done."),
  FAILURE(1, "A check found something, or the command failed."),
  USAGE(2, "The command line makes no sense; nothing was done."),
  GATEWAY_UNREACHABLE(3, "No gateway answers."),
  REFUSED(4, "A guard refused: the lock of a home, or a home that is not the one meant."),
  STORE_UNUSABLE(5, "The store cannot be opened or written."),
  NEWER_SCHEMA(78, "A newer program wrote the store.");

  private final int number;
  private final String meaning;

  ExitCode(int number, String meaning) {
    this.number = number;
    this.meaning = meaning;
  }

  int number() {
    return number;
  }

  /** What it means, a sentence. */
  String meaning() {
    return meaning;
  }
}
