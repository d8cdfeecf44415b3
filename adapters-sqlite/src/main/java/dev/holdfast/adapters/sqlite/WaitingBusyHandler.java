package dev.holdfast.adapters.sqlite;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.sqlite.BusyHandler;

/**
 * Waits for a lock in short steps of equal length, bounded in total. SQLite's own handler waits
 * longer with every attempt and starves beside a process that writes without pause.
 */
final class WaitingBusyHandler extends BusyHandler {

  private static final long STEP_NANOS = Duration.ofNanos(150_000).toNanos();

  private final long limitNanos;
  private long startedNanos;

  WaitingBusyHandler(Duration limit) {
    limitNanos = limit.toNanos();
  }

  @Override
  protected int callback(int earlierAttempts) {
    if (earlierAttempts == 0) {
      startedNanos = System.nanoTime();
    } else if (System.nanoTime() - startedNanos > limitNanos) {
      return 0;
    }
    LockSupport.parkNanos(STEP_NANOS);
    return 1;
  }
}
