package dev.holdfast.domain.session;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;

/** When a transcript has become stale, so that the next turn opens a new one. */
public sealed interface ResetRule {

  /** The hour unless another is configured. */
  int DEFAULT_HOUR = 4;

  /** The last hour of a day. */
  int LAST_HOUR = 23;

  /** Never. */
  record Never() implements ResetRule {}

  /**
   * Once a day, at an hour of a zone's clock. Where that hour is left out for summer time, when the
   * clock has jumped over it; where it comes twice, at the first time.
   *
   * @param hour 0 to 23
   */
  record Daily(int hour, ZoneId zone) implements ResetRule {
    public Daily {
      if (hour < 0 || hour > LAST_HOUR) {
        throw new IllegalArgumentException("an hour is 0 to 23");
      }
    }

    /** The last time, at or before {@code now}, when transcripts became stale. */
    Instant boundary(Instant now) {
      LocalDate day = LocalDate.ofInstant(now, zone);
      Instant boundary = on(day);
      // A zone that jumped over a whole day puts yesterday's hour into the future as well.
      while (boundary.isAfter(now)) {
        day = day.minusDays(1);
        boundary = on(day);
      }
      return boundary;
    }

    private Instant on(LocalDate day) {
      return day.atTime(LocalTime.of(hour, 0)).atZone(zone).toInstant();
    }
  }

  /**
   * After a time without interaction.
   *
   * @param after positive
   */
  record Idle(Duration after) implements ResetRule {
    public Idle {
      if (after.isNegative() || after.isZero()) {
        throw new IllegalArgumentException("an idle time is positive");
      }
    }

    boolean isOver(Instant lastInteraction, Instant now) {
      return Duration.between(lastInteraction, now).compareTo(after) > 0;
    }
  }

  /** At whichever of the two comes first. */
  record DailyOrIdle(Daily daily, Idle idle) implements ResetRule {}

  /**
   * The rule that a configuration means.
   *
   * @param hour brought into 0 to 23; counts for {@link ResetMode#DAILY} only
   * @param idle zero or negative: the idle clock does not count
   */
  static ResetRule of(ResetMode mode, int hour, ZoneId zone, Duration idle) {
    boolean idles = !idle.isNegative() && !idle.isZero();
    return switch (mode) {
      case NONE -> new Never();
      case IDLE -> idles ? new Idle(idle) : new Never();
      case DAILY -> {
        Daily daily = new Daily(Math.clamp(hour, 0, LAST_HOUR), zone);
        yield idles ? new DailyOrIdle(daily, new Idle(idle)) : daily;
      }
    };
  }

  /** The mode of a rule that is configured beside this one without saying its mode. */
  default ResetMode inheritedMode() {
    return switch (this) {
      case Never never -> ResetMode.DAILY;
      case Daily daily -> ResetMode.DAILY;
      case DailyOrIdle either -> ResetMode.DAILY;
      case Idle idle -> ResetMode.IDLE;
    };
  }

  /**
   * Whether a session is stale. Times that are negative or in the future are ignored: the start
   * falls back to the last update, the last interaction to the start, and without any the session
   * is fresh. So is a transcript without events, whatever its age.
   */
  default Freshness judge(SessionEntry entry, Instant now) {
    if (entry.eventCount() == 0) {
      return new Freshness.Fresh();
    }
    Instant started = known(entry.startedAt(), known(entry.updatedAt(), now, now), now);
    Instant interacted = known(entry.lastInteractionAt(), started, now);
    return switch (this) {
      case Never never -> new Freshness.Fresh();
      case Daily daily -> judge(daily, started, now);
      case Idle idle -> judge(idle, interacted, now);
      case DailyOrIdle(Daily daily, Idle idle) -> earlier(daily, idle, started, interacted, now);
    };
  }

  private static Freshness earlier(
      Daily daily, Idle idle, Instant started, Instant interacted, Instant now) {
    Freshness byDay = judge(daily, started, now);
    Freshness byIdleness = judge(idle, interacted, now);
    if (byDay instanceof Freshness.Fresh) {
      return byIdleness;
    }
    if (byIdleness instanceof Freshness.Fresh) {
      return byDay;
    }
    return interacted.plus(idle.after()).isBefore(daily.boundary(now)) ? byIdleness : byDay;
  }

  private static Freshness judge(Daily daily, Instant started, Instant now) {
    return started.isBefore(daily.boundary(now))
        ? new Freshness.Stale(RotationReason.DAILY)
        : new Freshness.Fresh();
  }

  private static Freshness judge(Idle idle, Instant interacted, Instant now) {
    return idle.isOver(interacted, now)
        ? new Freshness.Stale(RotationReason.IDLE)
        : new Freshness.Fresh();
  }

  private static Instant known(Instant time, Instant otherwise, Instant now) {
    return time.isBefore(Instant.EPOCH) || time.isAfter(now) ? otherwise : time;
  }
}
