package dev.holdfast.app.usecase;

import dev.holdfast.domain.turn.LeaseHolder;
import java.util.function.Function;

/** What became of a change that no turn may cross. */
sealed interface Claimed<R> {

  record Done<R>(R result) implements Claimed<R> {}

  /** A turn runs in the session; nothing was changed. */
  record Held<R>(LeaseHolder holder) implements Claimed<R> {}

  /** The same with what the result means. */
  default <S> Claimed<S> map(Function<R, S> meaning) {
    return switch (this) {
      case Done<R>(R result) -> new Done<>(meaning.apply(result));
      case Held<R>(LeaseHolder holder) -> new Held<>(holder);
    };
  }
}
