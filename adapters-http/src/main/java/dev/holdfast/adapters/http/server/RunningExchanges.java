package dev.holdfast.adapters.http.server;

import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The exchanges that run, for a stop that waits for them and others. Any thread may call it. */
final class RunningExchanges {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition ended = lock.newCondition();
  private final Set<Exchange> running = ConcurrentHashMap.newKeySet();

  @Inject
  RunningExchanges() {}

  void begin(Exchange exchange) {
    running.add(exchange);
  }

  void end(Exchange exchange) {
    running.remove(exchange);
    lock.lock();
    try {
      ended.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Those that run now. */
  List<Exchange> all() {
    return List.copyOf(running);
  }

  /**
   * Waits until none runs.
   *
   * @return how many still ran when the time was over or the thread was interrupted
   */
  int awaitNone(Duration time) {
    lock.lock();
    try {
      long left = time.toNanos();
      while (!running.isEmpty() && left > 0) {
        left = ended.awaitNanos(left);
      }
    } catch (InterruptedException told) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
    return running.size();
  }
}
