package dev.holdfast.app.files.configuration;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as operators write them: whole numbers with {@code d}, {@code h}, {@code m}, {@code s}
 * or {@code ms}, larger units first, each at most once, without spaces: {@code 30s}, {@code 1h30m}.
 */
final class DurationText {

  /** The largest number before a unit has nine digits, so that no sum overflows. */
  static final String PATTERN =
      "(?=.)(?:(\\d{1,9})d)?(?:(\\d{1,9})h)?(?:(\\d{1,9})m)?(?:(\\d{1,9})s)?(?:(\\d{1,9})ms)?";

  private static final Pattern SHAPE = Pattern.compile(PATTERN);

  private DurationText() {}

  /** The duration a text means, not negative; empty if it means none. */
  static Optional<Duration> parse(String text) {
    Matcher matcher = SHAPE.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        Duration.ofDays(number(matcher, 1))
            .plusHours(number(matcher, 2))
            .plusMinutes(number(matcher, 3))
            .plusSeconds(number(matcher, 4))
            .plusMillis(number(matcher, 5)));
  }

  /** The shortest text that means a duration of whole milliseconds. */
  static String print(Duration duration) {
    StringBuilder text = new StringBuilder();
    append(text, duration.toDaysPart(), "d");
    append(text, duration.toHoursPart(), "h");
    append(text, duration.toMinutesPart(), "m");
    append(text, duration.toSecondsPart(), "s");
    append(text, duration.toMillisPart(), "ms");
    return text.isEmpty() ? "0s" : text.toString();
  }

  private static long number(Matcher matcher, int group) {
    String digits = matcher.group(group);
    return digits == null ? 0 : Long.parseLong(digits);
  }

  private static void append(StringBuilder text, long number, String unit) {
    if (number > 0) {
      text.append(number).append(unit);
    }
  }
}
