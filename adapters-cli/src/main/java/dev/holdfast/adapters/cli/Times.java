package dev.holdfast.adapters.cli;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;

/** How instants are shown to a reader: UTC, to the second. */
final class Times {

  private Times() {}

  static String text(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** The same for an instant that a gateway told; what is none stays as it is. */
  static String text(String told) {
    try {
      return text(Instant.parse(told));
    } catch (DateTimeParseException none) {
      return told;
    }
  }
}
