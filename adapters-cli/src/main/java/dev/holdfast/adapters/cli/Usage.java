package dev.holdfast.adapters.cli;

/** A command line that makes no sense. */
final class Usage {

  private Usage() {}

  static Answer.Problem problem(String message, String... remedies) {
    return Answer.Problem.of(ExitCode.USAGE, "usage", message, remedies);
  }
}
