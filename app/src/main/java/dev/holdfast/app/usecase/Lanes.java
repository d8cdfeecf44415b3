package dev.holdfast.app.usecase;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.session.SessionKey;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The order of turns inside this process: one at a time for each session key, first come first
 * served. Different keys never wait for each other. Any thread may call.
 */
final class Lanes {

  /** How many may wait for one key; more would wait longer than a client listens. */
  static final int QUEUE_DEPTH = 32;

  private final Duration patience;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Lane, Deque<Place>> queues = new HashMap<>();

  /**
   * Lanes without anybody in them.
   *
   * @param patience how long one waits before it is told to come back
   */
  Lanes(Duration patience) {
    this.patience = patience;
  }

  /** What became of a wish to enter. */
  enum Entry {
    /** The lane is held until {@link #leave}. */
    ENTERED,
    /** Too many wait already. */
    QUEUE_FULL,
    /** The wait was not over in time. */
    WAITED_TOO_LONG,
    /** The place was withdrawn, or the thread interrupted. */
    GIVEN_UP
  }

  /** What is queued for. */
  record Lane(AgentId agent, SessionKey key) {}

  /** One caller's place in a queue, used once. Another thread may withdraw it. */
  static final class Place {

    private final Semaphore signal = new Semaphore(0);
    private volatile boolean withdrawn;

    /** Lets the waiting thread give up; does nothing once it has entered. */
    void withdraw() {
      withdrawn = true;
      signal.release();
    }

    private void grant() {
      signal.release();
    }
  }

  /** Waits for a lane. Only after {@link Entry#ENTERED} the caller must {@link #leave}. */
  Entry enter(Lane lane, Place place) {
    if (!join(lane, place)) {
      return Entry.QUEUE_FULL;
    }
    Entry entry = await(place);
    if (entry != Entry.ENTERED) {
      leave(lane, place);
    }
    return entry;
  }

  /** Gives the lane to whoever waits longest. */
  void leave(Lane lane, Place place) {
    lock.lock();
    try {
      Deque<Place> queue = queues.get(lane);
      if (queue == null) {
        return;
      }
      boolean held = queue.peekFirst() == place;
      queue.remove(place);
      Place next = queue.peekFirst();
      if (next == null) {
        queues.remove(lane);
      } else if (held) {
        next.grant();
      }
    } finally {
      lock.unlock();
    }
  }

  /** How many lanes are held or waited for; 0 when nothing runs. */
  int size() {
    lock.lock();
    try {
      return queues.size();
    } finally {
      lock.unlock();
    }
  }

  /** How many wait behind the holder of a lane. */
  int waiting(Lane lane) {
    lock.lock();
    try {
      Deque<Place> queue = queues.get(lane);
      return queue == null ? 0 : queue.size() - 1;
    } finally {
      lock.unlock();
    }
  }

  private boolean join(Lane lane, Place place) {
    lock.lock();
    try {
      Deque<Place> queue = queues.computeIfAbsent(lane, _ -> new ArrayDeque<>(2));
      if (queue.size() > QUEUE_DEPTH) {
        return false;
      }
      queue.addLast(place);
      if (queue.size() == 1) {
        place.grant();
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  private Entry await(Place place) {
    try {
      if (!place.signal.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
        return Entry.WAITED_TOO_LONG;
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return Entry.GIVEN_UP;
    }
    return place.withdrawn ? Entry.GIVEN_UP : Entry.ENTERED;
  }
}
