package dev.holdfast.adapters.cli;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** How instants are shown to a reader: UTC, to the second. */
final class Times {

  private Times() {}

  static String text(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
