package dev.holdfast.adapters.cli;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as they are typed: a whole number of s, m, h or d. */
final class TypedTime {

  private static final Pattern SHAPE = Pattern.compile("([1-9][0-9]{0,8})([smhd])");

  private TypedTime() {}

  /** The time that a text means; empty if it means none. */
  static Optional<Duration> of(String typed) {
    Matcher matcher = SHAPE.matcher(typed.strip());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long amount = Long.parseLong(matcher.group(1));
    return Optional.of(
        switch (matcher.group(2)) {
          case "s" -> Duration.ofSeconds(amount);
          case "m" -> Duration.ofMinutes(amount);
          case "h" -> Duration.ofHours(amount);
          default -> Duration.ofDays(amount);
        });
  }
}
