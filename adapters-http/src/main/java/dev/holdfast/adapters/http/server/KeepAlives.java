package dev.holdfast.adapters.http.server;

import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** One clock for all streams: wakes each at its interval on a thread of its own. */
final class KeepAlives {

  private final Duration every;
  private final ScheduledThreadPoolExecutor scheduler;

  @Inject
  KeepAlives(ServerLimits limits) {
    this.every = limits.keepAlive();
    this.scheduler =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("http-keep-alive").factory());
    this.scheduler.setRemoveOnCancelPolicy(true);
  }

  /** How long a client may hear nothing. */
  Duration every() {
    return every;
  }

  /** Runs an action at each interval until closed; the action may block. */
  Beat start(Runnable action) {
    Future<?> beats =
        scheduler.scheduleAtFixedRate(
            () -> Thread.startVirtualThread(action),
            every.toNanos(),
            every.toNanos(),
            TimeUnit.NANOSECONDS);
    return () -> beats.cancel(false);
  }

  /** Ends all for good. */
  void stop() {
    scheduler.shutdownNow();
  }

  /** A running interval. */
  interface Beat extends AutoCloseable {

    /** Ends it; an action that runs goes on. */
    @Override
    void close();
  }
}
