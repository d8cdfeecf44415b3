package dev.holdfast.app.usecase;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How often and how long one looks whether another process has left a session: often at first, then
 * seldom, at uneven times so that several who wait do not look together. Used by one thread.
 */
final class Patience {

  private static final Duration FIRST_PAUSE = Duration.ofMillis(5);
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(250);

  private final long until;
  private Duration pause = FIRST_PAUSE;

  /** Patience for this long, from now on. */
  Patience(Duration length) {
    until = System.nanoTime() + length.toNanos();
  }

  boolean isOver() {
    return System.nanoTime() - until >= 0;
  }

  /** How long to wait before the next look, never beyond the end of patience by much. */
  Duration nextPause() {
    long bound = pause.toNanos();
    Duration doubled = pause.multipliedBy(2);
    pause = doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
    return Duration.ofNanos(ThreadLocalRandom.current().nextLong(bound / 2, bound + 1));
  }
}
