package dev.holdfast.adapters.cli;

import dev.holdfast.ports.out.env.StorageFailure;

/** A store that cannot be used. */
final class StoreProblem {

  private StoreProblem() {}

  static Answer.Problem of(StorageFailure failure) {
    String message = String.valueOf(failure.getMessage());
    return switch (failure.code()) {
      case NEWER_SCHEMA -> newerSchema(message);
      case FULL -> unusable(message, "Make room on that disk, then do it again.");
      case CANNOT_OPEN, COMMIT_FAILED, READ_FAILED, CLOSED, AGENT_UNAVAILABLE, CONSTRAINT ->
          unusable(message, "Find out what is wrong, and what mends it, with: holdfast doctor");
    };
  }

  private static Answer.Problem unusable(String message, String remedy) {
    return Answer.Problem.of(ExitCode.STORE_UNUSABLE, "store_unusable", message, remedy);
  }

  static Answer.Problem newerSchema(String message) {
    return Answer.Problem.of(
        ExitCode.NEWER_SCHEMA,
        "newer_schema",
        message,
        "Use the version of Holdfast that wrote it, or a newer one. Nothing was touched.");
  }
}
