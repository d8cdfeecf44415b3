package dev.holdfast.adapters.cli;

import dev.holdfast.ports.in.Outcome;
import dev.holdfast.ports.in.Outcome.NotDone;
import java.util.function.Function;

/** What commands tell of what came of their wish. */
final class ToldOutcome {

  private ToldOutcome() {}

  /** Tells the result, or why there is none. */
  static <T> Answer of(Outcome<T> outcome, Function<T, Answer> telling) {
    return switch (outcome) {
      case Outcome.Done<T>(T result) -> telling.apply(result);
      case NotDone<T> notDone -> problem(notDone);
    };
  }

  static Answer.Problem problem(NotDone<?> notDone) {
    return Answer.Problem.of(
        exit(notDone.obstacle()),
        notDone.code(),
        notDone.message(),
        notDone.remedies().toArray(String[]::new));
  }

  private static ExitCode exit(Outcome.Obstacle obstacle) {
    return switch (obstacle) {
      case REFUSED -> ExitCode.FAILURE;
      case STORE -> ExitCode.STORE_UNUSABLE;
      case NEWER_SCHEMA -> ExitCode.NEWER_SCHEMA;
      case GATEWAY -> ExitCode.GATEWAY_UNREACHABLE;
    };
  }
}
