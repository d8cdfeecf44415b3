package dev.holdfast.domain.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

@Label("Laws of resets")
@PropertyDefaults(tries = 2000, edgeCases = EdgeCasesMode.NONE)
class ResetLawsTest {

  private static final SessionKey KEY = SessionKey.ofStored("agent:main:main");
  private static final Duration LONGEST_DAY = Duration.ofHours(49);
  private static final List<String> ZONES = ZoneId.getAvailableZoneIds().stream().sorted().toList();

  @Property
  void a_daily_boundary_has_passed_and_is_the_last_one(
      @ForAll("instants") Instant now, @ForAll @IntRange(max = 23) int hour, @ForAll int zone) {
    Instant boundary = new ResetRule.Daily(hour, zone(zone)).boundary(now);

    assertThat(boundary).isBeforeOrEqualTo(now);
    assertThat(Duration.between(boundary, now)).isLessThan(LONGEST_DAY);
  }

  @Property
  void what_was_rotated_now_is_not_stale_now(
      @ForAll("instants") Instant now, @ForAll @IntRange(max = 23) int hour, @ForAll int zone) {
    ResetRule rule =
        new ResetRule.DailyOrIdle(
            new ResetRule.Daily(hour, zone(zone)), new ResetRule.Idle(Duration.ofMillis(1)));

    assertThat(rule.judge(Entries.entry(KEY, now, now, now), now)).isEqualTo(new Freshness.Fresh());
  }

  @Property
  void whatever_the_times_of_a_row_judging_it_gives_an_answer(
      @ForAll("instants") Instant now,
      @ForAll("anyInstants") Instant started,
      @ForAll("anyInstants") Instant updated,
      @ForAll("anyInstants") Instant interacted,
      @ForAll @IntRange(max = 23) int hour,
      @ForAll int zone) {
    ResetRule.Daily daily = new ResetRule.Daily(hour, zone(zone));
    ResetRule.Idle idle = new ResetRule.Idle(Duration.ofMinutes(30));
    SessionEntry entry = Entries.entry(KEY, started, updated, interacted);

    boolean either = isStale(daily.judge(entry, now)) || isStale(idle.judge(entry, now));

    assertThat(isStale(new ResetRule.DailyOrIdle(daily, idle).judge(entry, now))).isEqualTo(either);
  }

  private static boolean isStale(Freshness freshness) {
    return switch (freshness) {
      case Freshness.Fresh fresh -> false;
      case Freshness.Stale stale -> true;
    };
  }

  private static ZoneId zone(int number) {
    return ZoneId.of(ZONES.get(Math.floorMod(number, ZONES.size())));
  }

  @Provide
  Arbitrary<Instant> instants() {
    return Arbitraries.longs()
        .between(0, Instant.parse("2100-01-01T00:00:00Z").getEpochSecond())
        .map(Instant::ofEpochSecond);
  }

  @Provide
  Arbitrary<Instant> anyInstants() {
    return Arbitraries.oneOf(instants(), Arbitraries.of(Instant.MIN, Instant.MAX, Instant.EPOCH));
  }
}
