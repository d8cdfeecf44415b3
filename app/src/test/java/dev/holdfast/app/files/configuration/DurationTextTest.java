package dev.holdfast.app.files.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A duration as text")
final class DurationTextTest {

  private static final long MOST_MILLIS = 999_999_999L * 24 * 60 * 60 * 1000;

  @ParameterizedTest
  @CsvSource({
    "30s, PT30S",
    "10m, PT10M",
    "1h30m, PT1H30M",
    "2d, PT48H",
    "500ms, PT0.5S",
    "1d1h1m1s1ms, PT25H1M1.001S",
    "90m, PT1H30M",
    "0s, PT0S",
    "007s, PT7S",
  })
  void means_what_it_says(String text, Duration duration) {
    assertThat(DurationText.parse(text)).contains(duration);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "10",
        "m",
        "10 m",
        " 10m",
        "10m ",
        "-10m",
        "1.5h",
        "30s10m",
        "10m10m",
        "1H",
        "1w",
        "PT10M",
        "9999999999s",
        "10m\n",
      })
  void means_nothing_in_any_other_form(String text) {
    assertThat(DurationText.parse(text)).isEmpty();
  }

  @Property
  void reads_back_as_it_was_printed(@ForAll @LongRange(min = 0, max = MOST_MILLIS) long millis) {
    Duration duration = Duration.ofMillis(millis);

    assertThat(DurationText.parse(DurationText.print(duration))).contains(duration);
  }

  @Property
  void is_read_or_refused_whatever_it_holds(@ForAll String text) {
    Optional<Duration> read = DurationText.parse(text);

    assertThat(read.filter(Duration::isNegative)).isEmpty();
  }
}
