package dev.holdfast.adapters.cli;

import dev.holdfast.ports.out.env.StorageFailure;

/** A store that cannot be used. */
final class StoreProblem {

  private StoreProblem() {}

  static Answer.Problem of(StorageFailure failure) {
    String message = String.valueOf(failure.getMessage());
    return switch (failure.code()) {
      case NEWER_SCHEMA -> newerSchema(message);
      case CANNOT_OPEN, COMMIT_FAILED, FULL, READ_FAILED, CLOSED, AGENT_UNAVAILABLE, CONSTRAINT ->
          Answer.Problem.of(
              ExitCode.STORE_UNUSABLE,
              "store_unusable",
              message,
              "See which files are meant with: holdfast state");
    };
  }

  static Answer.Problem newerSchema(String message) {
    return Answer.Problem.of(
        ExitCode.NEWER_SCHEMA,
        "newer_schema",
        message,
        "Use the version of Holdfast that wrote it, or a newer one. Nothing was touched.");
  }
}
