package dev.holdfast.app.usecase;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * The two clocks that a lease is judged by: the one on the wall, and the one that only goes on. By
 * the second alone a turn's time is measured.
 */
final class LeaseClock {

  private final Clock wall;
  private final LongSupplier monotonicNanos;

  /** Two clocks, of which the second counts nanoseconds from anywhere. */
  LeaseClock(Clock wall, LongSupplier monotonicNanos) {
    this.wall = wall;
    this.monotonicNanos = monotonicNanos;
  }

  /** Both clocks at one moment. */
  record Reading(Instant wall, long monotonicNanos) {

    /** How much time has passed since an earlier moment, by the clock that only goes on. */
    Duration since(Reading earlier) {
      return Duration.ofNanos(monotonicNanos - earlier.monotonicNanos);
    }

    /** How far the clocks have parted since an earlier moment: a suspended machine, a set clock. */
    Duration partedSince(Reading earlier) {
      return Duration.between(earlier.wall, wall).minus(since(earlier)).abs();
    }
  }

  Reading read() {
    return new Reading(wall.instant(), monotonicNanos.getAsLong());
  }
}
