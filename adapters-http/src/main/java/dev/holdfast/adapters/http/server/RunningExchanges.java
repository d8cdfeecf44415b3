package dev.holdfast.adapters.http.server;

import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Counts the exchanges that run, for a stop that waits for them. Any thread may call it. */
final class RunningExchanges {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition ended = lock.newCondition();
  private int running;

  @Inject
  RunningExchanges() {}

  void begin() {
    lock.lock();
    try {
      running++;
    } finally {
      lock.unlock();
    }
  }

  void end() {
    lock.lock();
    try {
      running--;
      ended.signalAll();
    } finally {
      lock.unlock();
    }
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
      while (running > 0 && left > 0) {
        left = ended.awaitNanos(left);
      }
    } catch (InterruptedException told) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
    return running();
  }

  private int running() {
    lock.lock();
    try {
      return running;
    } finally {
      lock.unlock();
    }
  }
}
