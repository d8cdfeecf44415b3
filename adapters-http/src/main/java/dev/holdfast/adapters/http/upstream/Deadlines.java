package dev.holdfast.adapters.http.upstream;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends exchanges that take too long.
 *
 * <p>One thread looks at all of them at a fixed pace: limits are minutes long, and an exact timer
 * per exchange, or a time-out per read, would cost each of them a wake-up of another thread. Time
 * is monotonic, because a jump of the wall clock must not end an exchange.
 */
final class Deadlines implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Deadlines.class);

  /** How late an exchange may be ended. */
  private static final Duration PACE = Duration.ofMillis(50);

  private final Set<Deadline> pending = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean started = new AtomicBoolean();
  private final CountDownLatch closed = new CountDownLatch(1);

  /** A limit that holds until it is closed. */
  static final class Deadline implements AutoCloseable {

    private final Set<Deadline> pending;
    private final long atNanos;
    private final Runnable onExpiry;

    private Deadline(Set<Deadline> pending, long atNanos, Runnable onExpiry) {
      this.pending = pending;
      this.atNanos = atNanos;
      this.onExpiry = onExpiry;
    }

    /** Lifts the limit. */
    @Override
    public void close() {
      pending.remove(this);
    }
  }

  /**
   * Runs something unless the limit is lifted before.
   *
   * @param onExpiry runs on the watching thread, so it must not block
   */
  Deadline in(Duration limit, Runnable onExpiry) {
    Deadline deadline = new Deadline(pending, System.nanoTime() + limit.toNanos(), onExpiry);
    pending.add(deadline);
    if (!started.get() && started.compareAndSet(false, true)) {
      Thread.ofPlatform().daemon().name("upstream-deadlines").start(this::watch);
    }
    return deadline;
  }

  private void watch() {
    try {
      while (!closed.await(PACE.toMillis(), TimeUnit.MILLISECONDS)) {
        expire();
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  /** One that breaks must not take the thread from the others: nothing would ever end again. */
  private static void expire(Deadline deadline) {
    try {
      deadline.onExpiry.run();
    } catch (RuntimeException broken) {
      log.warn("An upstream call could not be ended at its deadline", broken);
    }
  }

  private void expire() {
    long now = System.nanoTime();
    List<Deadline> due = pending.stream().filter(deadline -> now - deadline.atNanos >= 0).toList();
    for (Deadline deadline : due) {
      if (pending.remove(deadline)) {
        expire(deadline);
      }
    }
  }

  /** Stops watching; limits that are still set never end anything. */
  @Override
  public void close() {
    closed.countDown();
  }
}
