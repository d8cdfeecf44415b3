package dev.holdfast.app.usecase;

import dev.holdfast.domain.turn.TurnId;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The turns of this process, and the door that closes when it drains. */
final class RunningTurns {

  private final Set<TurnStop> running = ConcurrentHashMap.newKeySet();

  /** Those whose begin is stored. */
  private final Map<TurnId, TurnStop> named = new ConcurrentHashMap<>();

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition quiet = lock.newCondition();
  private volatile boolean draining;

  @Inject
  RunningTurns() {}

  /** Lets a turn in unless the process drains; whoever was let in must {@link #leave}. */
  boolean enter(TurnStop turn) {
    if (draining) {
      return false;
    }
    running.add(turn);
    if (draining) {
      leave(turn);
      return false;
    }
    return true;
  }

  void leave(TurnStop turn) {
    running.remove(turn);
    turn.tellOver();
    if (draining && running.isEmpty()) {
      lock.lock();
      try {
        quiet.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  /** Lets a turn be found by its identity until {@link #forget}. */
  void name(TurnId id, TurnStop turn) {
    named.put(id, turn);
  }

  void forget(TurnId id) {
    named.remove(id);
  }

  /** A turn at work in this process. */
  Optional<TurnStop> find(TurnId id) {
    return Optional.ofNullable(named.get(id));
  }

  boolean isDraining() {
    return draining;
  }

  /** Lets nobody in any more, and sends away whoever still waits for a lane. */
  void close() {
    draining = true;
    running.forEach(TurnStop::leaveQueue);
  }

  /**
   * Waits until nothing runs.
   *
   * @return whether that came in time
   */
  boolean awaitQuiet(Duration patience) throws InterruptedException {
    long remaining = patience.toNanos();
    lock.lock();
    try {
      while (!running.isEmpty() && remaining > 0) {
        remaining = quiet.awaitNanos(remaining);
      }
      return running.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /** Stops what still runs. */
  void stopAll(StopReason reason) {
    running.forEach(turn -> turn.stop(reason));
  }
}
