package dev.holdfast.app.usecase;

import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Runs short actions later, on one thread of its own. */
final class TurnTimers implements AutoCloseable {

  private final ScheduledThreadPoolExecutor executor;

  @Inject
  TurnTimers() {
    executor =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("turn-timers").daemon().factory());
    // Almost every timer is cancelled long before it is due; it must not stay until then.
    executor.setRemoveOnCancelPolicy(true);
    // What comes after the end comes never: the process goes on when a gateway starts anew in it.
    executor.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
  }

  /** Runs an action once, unless the timer is cancelled before. */
  Timer after(Duration delay, Runnable action) {
    ScheduledFuture<?> scheduled = executor.schedule(action, delay.toNanos(), TimeUnit.NANOSECONDS);
    return () -> scheduled.cancel(false);
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }

  /** An action to come. */
  interface Timer {

    /** Takes the action back, if it has not begun. */
    void cancel();
  }
}
