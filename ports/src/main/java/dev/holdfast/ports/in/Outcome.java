package dev.holdfast.ports.in;

import java.util.List;
import java.util.function.Function;

/**
 * What came of something an operator asked for, whichever way it was done.
 *
 * @param <T> what is told if it was done
 */
public sealed interface Outcome<T> {

  /** It was done. */
  record Done<T>(T result) implements Outcome<T> {}

  /**
   * It was not, and nothing was changed.
   *
   * @param code stable name of the reason, in {@code snake_case}; the same by every way
   * @param message what is wrong
   * @param remedies what to do about it, the likeliest first; may be empty
   */
  record NotDone<T>(Obstacle obstacle, String code, String message, List<String> remedies)
      implements Outcome<T> {
    public NotDone {
      remedies = List.copyOf(remedies);
    }

    /** The same reason where something else was to be told. */
    public <R> NotDone<R> asOther() {
      return new NotDone<>(obstacle, code, message, remedies);
    }
  }

  /** What stood in the way. */
  enum Obstacle {
    /** What was asked for makes no sense, does not exist, or is not permitted. */
    REFUSED,
    /** The store cannot be read or written now. */
    STORE,
    /** A newer program wrote what was to be read or written. */
    NEWER_SCHEMA,
    /** The gateway takes nothing now. */
    GATEWAY
  }

  /** The result of one step more, if this one was done. */
  default <R> Outcome<R> then(Function<T, Outcome<R>> step) {
    return switch (this) {
      case Done<T>(T result) -> step.apply(result);
      case NotDone<T> notDone -> notDone.asOther();
    };
  }

  /** It was refused. */
  static <T> NotDone<T> refused(String code, String message, String... remedies) {
    return new NotDone<>(Obstacle.REFUSED, code, message, List.of(remedies));
  }
}
