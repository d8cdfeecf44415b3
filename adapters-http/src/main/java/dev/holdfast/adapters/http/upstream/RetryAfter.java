package dev.holdfast.adapters.http.upstream;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpResponse;

/**
 * Reads how long an upstream asks to wait. Source: RFC 9110, section 10.2.3; {@code retry-after-ms}
 * is what the OpenAI API adds.
 */
final class RetryAfter {

  /** Nobody waits longer, and no sum with it overflows. */
  private static final Duration LONGEST = Duration.ofDays(1);

  private static final double MILLIS_PER_SECOND = 1_000;

  private RetryAfter() {}

  /** The wait, zero if the answer asks for none or is not understood. */
  static Duration of(HttpResponse response, Clock clock) {
    Header millis = response.getFirstHeader("retry-after-ms");
    if (millis != null && millis.getValue() != null) {
      return number(millis.getValue(), 1);
    }
    Header header = response.getFirstHeader("retry-after");
    if (header == null || header.getValue() == null) {
      return Duration.ZERO;
    }
    String value = header.getValue();
    boolean seconds = !value.isEmpty() && Character.isDigit(value.charAt(0));
    return seconds ? number(value, MILLIS_PER_SECOND) : date(value, clock);
  }

  private static Duration number(String value, double unitMillis) {
    try {
      double millis = Double.parseDouble(value) * unitMillis;
      return bounded(Duration.ofMillis((long) millis));
    } catch (NumberFormatException notUnderstood) {
      return Duration.ZERO;
    }
  }

  private static Duration date(String value, Clock clock) {
    try {
      Instant until = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(value));
      return bounded(Duration.between(clock.instant(), until));
    } catch (DateTimeException notUnderstood) {
      return Duration.ZERO;
    }
  }

  private static Duration bounded(Duration asked) {
    if (asked.isNegative()) {
      return Duration.ZERO;
    }
    return asked.compareTo(LONGEST) > 0 ? LONGEST : asked;
  }
}
