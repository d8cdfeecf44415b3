package dev.holdfast.domain.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Reset rule")
class ResetRuleTest {

  private static final SessionKey KEY = SessionKey.ofStored("agent:main:web:direct:ann");
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
  private static final ZoneId APIA = ZoneId.of("Pacific/Apia");

  @ParameterizedTest(name = "started {0}, now {1}: {2}")
  @CsvSource({
    // 04:00 in Berlin is 03:00Z in winter, 02:00Z in summer
    "2026-01-10T02:59:59Z, 2026-01-10T02:59:59Z, fresh",
    "2026-01-10T02:59:59Z, 2026-01-10T03:00:00Z, daily",
    "2026-01-10T03:00:00Z, 2026-01-10T03:00:00Z, fresh",
    "2026-01-10T03:00:00Z, 2026-01-11T02:59:59Z, fresh",
    "2026-01-10T03:00:00Z, 2026-01-11T03:00:00Z, daily",
    "2026-07-10T01:59:59Z, 2026-07-10T02:00:00Z, daily",
    "2025-01-01T00:00:00Z, 2026-07-10T00:00:00Z, daily",
  })
  void daily_ends_a_transcript_at_an_hour_of_the_zone(Instant started, Instant now, String result) {
    assertThat(judged(new ResetRule.Daily(4, BERLIN), started, now)).isEqualTo(result);
  }

  @ParameterizedTest(name = "started {0}, now {1}: {2}")
  @CsvSource({
    // 02:00 in New York is left out on 2026-03-08; the clock jumps from 01:59:59 to 03:00 = 07:00Z
    "2026-03-08T06:59:59Z, 2026-03-08T06:59:59Z, fresh",
    "2026-03-08T06:59:59Z, 2026-03-08T07:00:00Z, daily",
    "2026-03-08T07:00:00Z, 2026-03-09T05:59:59Z, fresh",
    "2026-03-08T07:00:00Z, 2026-03-09T06:00:00Z, daily",
  })
  void daily_takes_an_hour_that_is_left_out_when_the_clock_has_jumped_over_it(
      Instant started, Instant now, String result) {
    assertThat(judged(new ResetRule.Daily(2, NEW_YORK), started, now)).isEqualTo(result);
  }

  @ParameterizedTest(name = "started {0}, now {1}: {2}")
  @CsvSource({
    // 01:00 in New York comes twice on 2026-11-01: at 05:00Z and at 06:00Z
    "2026-11-01T04:59:59Z, 2026-11-01T05:00:00Z, daily",
    "2026-11-01T05:00:00Z, 2026-11-01T06:30:00Z, fresh",
  })
  void daily_takes_an_hour_that_comes_twice_once(Instant started, Instant now, String result) {
    assertThat(judged(new ResetRule.Daily(1, NEW_YORK), started, now)).isEqualTo(result);
  }

  @ParameterizedTest(name = "started {0}, now {1}: {2}")
  @CsvSource({
    // Apia left out the whole of 2011-12-30; its 31st began at 2011-12-30T10:00Z
    "2011-12-29T14:00:00Z, 2011-12-30T12:00:00Z, fresh",
    "2011-12-29T13:59:59Z, 2011-12-30T12:00:00Z, daily",
    "2011-12-29T14:00:00Z, 2011-12-30T14:00:00Z, daily",
  })
  void daily_copes_with_a_day_that_is_left_out(Instant started, Instant now, String result) {
    assertThat(judged(new ResetRule.Daily(4, APIA), started, now)).isEqualTo(result);
  }

  @ParameterizedTest(name = "last {0}, now {1}: {2}")
  @CsvSource({
    "2026-01-10T10:00:00Z, 2026-01-10T10:30:00Z, fresh",
    "2026-01-10T10:00:00Z, 2026-01-10T10:30:00.001Z, idle",
    "2026-01-10T10:00:00Z, 2026-01-10T10:00:00Z, fresh",
  })
  void idle_ends_a_transcript_after_a_time_without_interaction(
      Instant last, Instant now, String result) {
    SessionEntry entry = Entries.entry(KEY, Instant.parse("2026-01-01T00:00:00Z"), now, last);

    assertThat(shown(new ResetRule.Idle(Duration.ofMinutes(30)).judge(entry, now)))
        .isEqualTo(result);
  }

  @ParameterizedTest(name = "started {0}, last {1}, now {2}: {3}")
  @CsvSource({
    "2026-01-10T01:00:00Z, 2026-01-10T02:00:00Z, 2026-01-10T02:10:00Z, fresh",
    "2026-01-10T01:00:00Z, 2026-01-10T02:00:00Z, 2026-01-10T02:31:00Z, idle",
    "2026-01-10T01:00:00Z, 2026-01-10T02:55:00Z, 2026-01-10T03:10:00Z, daily",
    "2026-01-10T01:00:00Z, 2026-01-10T02:00:00Z, 2026-01-10T05:00:00Z, idle",
    "2026-01-10T01:00:00Z, 2026-01-10T02:30:00Z, 2026-01-10T05:00:00Z, daily",
    "2026-01-10T01:00:00Z, 2026-01-10T02:55:00Z, 2026-01-10T05:00:00Z, daily",
    "2026-01-10T04:00:00Z, 2026-01-10T04:10:00Z, 2026-01-10T05:00:00Z, idle",
  })
  void of_both_the_one_that_came_first_counts(
      Instant started, Instant last, Instant now, String result) {
    ResetRule rule =
        new ResetRule.DailyOrIdle(
            new ResetRule.Daily(4, BERLIN), new ResetRule.Idle(Duration.ofMinutes(30)));

    assertThat(shown(rule.judge(Entries.entry(KEY, started, now, last), now))).isEqualTo(result);
  }

  @ParameterizedTest(name = "started {0}, updated {1}, last {2}: {3}, {4}")
  @CsvSource({
    // the start falls back to the last update, the last interaction to the start
    "-1000, 2026-01-09T00:00:00Z, 2026-01-10T11:59:00Z, daily, fresh",
    "2027-01-01T00:00:00Z, 2026-01-09T00:00:00Z, 2026-01-10T11:59:00Z, daily, fresh",
    "-1000, 2026-01-10T11:50:00Z, -1000, fresh, fresh",
    "-1000, 2026-01-10T10:00:00Z, 2027-01-01T00:00:00Z, fresh, idle",
    "2026-01-10T11:59:00Z, 2026-01-01T00:00:00Z, -1000, fresh, fresh",
    "-1000, 2027-01-01T00:00:00Z, -1000, fresh, fresh",
    "-1000, -1000, -1000, fresh, fresh",
  })
  void times_that_are_negative_or_in_the_future_are_ignored(
      String started, String updated, String last, String daily, String idle) {
    Instant now = Instant.parse("2026-01-10T12:00:00Z");
    SessionEntry entry = Entries.entry(KEY, time(started), time(updated), time(last));

    assertThat(shown(new ResetRule.Daily(4, BERLIN).judge(entry, now))).isEqualTo(daily);
    assertThat(shown(new ResetRule.Idle(Duration.ofMinutes(30)).judge(entry, now))).isEqualTo(idle);
  }

  @Test
  void never_ends_no_transcript() {
    assertThat(judged(new ResetRule.Never(), Instant.EPOCH, Instant.parse("2026-01-10T12:00:00Z")))
        .isEqualTo("fresh");
  }

  @Test
  void a_transcript_without_events_is_fresh_whatever_its_age() {
    SessionEntry reserved = Entries.reserved(KEY, Instant.EPOCH.plusSeconds(1));
    Instant now = Instant.parse("2026-01-10T12:00:00Z");

    assertThat(shown(new ResetRule.Daily(4, BERLIN).judge(reserved, now))).isEqualTo("fresh");
  }

  @Test
  void idle_times_may_be_longer_than_time_itself() {
    assertThat(
            judged(
                new ResetRule.Idle(Duration.ofSeconds(Long.MAX_VALUE)),
                Instant.EPOCH,
                Instant.parse("2026-01-10T12:00:00Z")))
        .isEqualTo("fresh");
  }

  @Test
  void a_configuration_is_brought_into_range() {
    Duration halfAnHour = Duration.ofMinutes(30);
    ResetRule.Idle idle = new ResetRule.Idle(halfAnHour);

    assertThat(ResetRule.of(ResetMode.NONE, 4, BERLIN, halfAnHour))
        .isEqualTo(new ResetRule.Never());
    assertThat(ResetRule.of(ResetMode.IDLE, 4, BERLIN, halfAnHour)).isEqualTo(idle);
    assertThat(ResetRule.of(ResetMode.IDLE, 4, BERLIN, Duration.ZERO))
        .isEqualTo(new ResetRule.Never());
    assertThat(ResetRule.of(ResetMode.IDLE, 4, BERLIN, Duration.ofMinutes(-5)))
        .isEqualTo(new ResetRule.Never());
    assertThat(ResetRule.of(ResetMode.DAILY, 99, BERLIN, Duration.ZERO))
        .isEqualTo(new ResetRule.Daily(23, BERLIN));
    assertThat(ResetRule.of(ResetMode.DAILY, -1, BERLIN, halfAnHour))
        .isEqualTo(new ResetRule.DailyOrIdle(new ResetRule.Daily(0, BERLIN), idle));
  }

  @Test
  void cannot_be_made_out_of_range() {
    assertThatIllegalArgumentException().isThrownBy(() -> new ResetRule.Daily(24, BERLIN));
    assertThatIllegalArgumentException().isThrownBy(() -> new ResetRule.Daily(-1, BERLIN));
    assertThatIllegalArgumentException().isThrownBy(() -> new ResetRule.Idle(Duration.ZERO));
  }

  @Test
  void passes_its_mode_on_to_a_rule_that_names_none() {
    ResetRule.Daily daily = new ResetRule.Daily(4, BERLIN);
    ResetRule.Idle idle = new ResetRule.Idle(Duration.ofMinutes(1));

    assertThat(new ResetRule.Never().inheritedMode()).isEqualTo(ResetMode.DAILY);
    assertThat(daily.inheritedMode()).isEqualTo(ResetMode.DAILY);
    assertThat(new ResetRule.DailyOrIdle(daily, idle).inheritedMode()).isEqualTo(ResetMode.DAILY);
    assertThat(idle.inheritedMode()).isEqualTo(ResetMode.IDLE);
  }

  private static Instant time(String text) {
    return text.startsWith("-") ? Instant.ofEpochMilli(Long.parseLong(text)) : Instant.parse(text);
  }

  private static String judged(ResetRule rule, Instant started, Instant now) {
    return shown(rule.judge(Entries.entry(KEY, started, started, started), now));
  }

  private static String shown(Freshness freshness) {
    return switch (freshness) {
      case Freshness.Fresh() -> "fresh";
      case Freshness.Stale(RotationReason reason) -> reason.name().toLowerCase(Locale.ROOT);
    };
  }
}
