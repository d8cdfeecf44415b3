package dev.holdfast.domain.token;

import java.time.Instant;

/** Until when a token holds. */
public sealed interface Expiry {

  /** Until it is revoked. */
  record Never() implements Expiry {}

  /** Until this instant, exclusively. */
  record At(Instant instant) implements Expiry {}

  /** Whether the token holds at an instant. */
  default boolean holdsAt(Instant now) {
    return switch (this) {
      case Never() -> true;
      case At(Instant instant) -> now.isBefore(instant);
    };
  }
}
