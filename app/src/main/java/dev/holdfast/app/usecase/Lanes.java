package dev.holdfast.app.usecase;

import dev.holdfast.app.configuration.QueueSettings;
import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.ports.out.env.Telemetry;
import dev.holdfast.ports.out.env.Telemetry.WaitEnd;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The order of turns inside this process: one at a time for each session key, first come first
 * served. Different keys never wait for each other. Any thread may call.
 */
final class Lanes {

  private static final Deque<Place> NOBODY = new ArrayDeque<>(0);

  private final Provider<QueueSettings> bounds;
  private final Clock clock;
  private final Telemetry telemetry;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Lane, Deque<Place>> queues = new HashMap<>();

  @Inject
  Lanes(Provider<QueueSettings> bounds, Clock clock, Telemetry telemetry) {
    this.bounds = bounds;
    this.clock = clock;
    this.telemetry = telemetry;
  }

  /** What became of a wish to enter. */
  sealed interface Entry {

    /** The lane is held until {@link #leave}. */
    record Entered() implements Entry {}

    /** Somebody is in it, who would not be waited for. */
    record Occupied(Instant since) implements Entry {}

    /** Too many wait already. */
    record QueueFull() implements Entry {}

    /** The wait was not over in time. */
    record WaitedTooLong() implements Entry {}

    /** The place was withdrawn, or the thread interrupted. */
    record GivenUp() implements Entry {}
  }

  /** What is queued for. */
  record Lane(AgentId agent, SessionKey key) {}

  /** One caller's place in a queue, used once. Another thread may withdraw it. */
  static final class Place {

    private final Semaphore signal = new Semaphore(0);
    private volatile boolean withdrawn;

    /** Since when it is the first, once it is. */
    private Instant heldSince = Instant.EPOCH;

    /** Lets the waiting thread give up; does nothing once it has entered. */
    void withdraw() {
      withdrawn = true;
      signal.release();
    }

    private void grant(Instant now) {
      heldSince = now;
      signal.release();
    }
  }

  /** Waits for a lane. Only after {@link Entry.Entered} the caller must {@link #leave}. */
  Entry enter(Lane lane, Place place) {
    if (!join(lane, place)) {
      return new Entry.QueueFull();
    }
    return awaited(lane, place);
  }

  /**
   * The same as the next, before all who wait, however many.
   *
   * @param placed done as soon as nobody else can be the next
   */
  Entry enterNext(Lane lane, Place place, Runnable placed) {
    joinNext(lane, place);
    placed.run();
    return awaited(lane, place);
  }

  private Entry awaited(Lane lane, Place place) {
    Entry entry = await(place);
    if (!(entry instanceof Entry.Entered)) {
      leave(lane, place);
    }
    return entry;
  }

  /** Takes a lane if nobody is in it. Only after {@link Entry.Entered} one must leave. */
  Entry tryEnter(Lane lane, Place place) {
    lock.lock();
    try {
      Deque<Place> queue = queues.get(lane);
      if (queue != null) {
        return new Entry.Occupied(queue.getFirst().heldSince);
      }
      if (!join(lane, place)) {
        return new Entry.QueueFull();
      }
      Entry entry = await(place);
      if (!(entry instanceof Entry.Entered)) {
        leave(lane, place);
      }
      return entry;
    } finally {
      lock.unlock();
    }
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
        next.grant(clock.instant());
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

  /** How many are before a place: 0 for the holder of the lane, empty for one not in it. */
  OptionalInt before(Lane lane, Place place) {
    lock.lock();
    try {
      int before = 0;
      for (Place other : queues.getOrDefault(lane, NOBODY)) {
        if (other == place) {
          return OptionalInt.of(before);
        }
        before++;
      }
      return OptionalInt.empty();
    } finally {
      lock.unlock();
    }
  }

  private boolean join(Lane lane, Place place) {
    lock.lock();
    try {
      Deque<Place> queue = queues.computeIfAbsent(lane, _ -> new ArrayDeque<>(2));
      if (queue.size() > bounds.get().depth()) {
        return false;
      }
      queue.addLast(place);
      if (queue.size() == 1) {
        place.grant(clock.instant());
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void joinNext(Lane lane, Place place) {
    lock.lock();
    try {
      Deque<Place> queue = queues.computeIfAbsent(lane, _ -> new ArrayDeque<>(2));
      Place holder = queue.pollFirst();
      queue.addFirst(place);
      if (holder == null) {
        place.grant(clock.instant());
      } else {
        queue.addFirst(holder);
      }
    } finally {
      lock.unlock();
    }
  }

  private Entry await(Place place) {
    long began = System.nanoTime();
    telemetry.waitBegan();
    WaitEnd end = signalled(place);
    telemetry.waitEnded(end, Duration.ofNanos(System.nanoTime() - began));
    return switch (end) {
      case ENTERED -> new Entry.Entered();
      case WAITED_TOO_LONG -> new Entry.WaitedTooLong();
      case GIVEN_UP -> new Entry.GivenUp();
    };
  }

  private WaitEnd signalled(Place place) {
    try {
      if (!place.signal.tryAcquire(bounds.get().patience().toNanos(), TimeUnit.NANOSECONDS)) {
        return WaitEnd.WAITED_TOO_LONG;
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return WaitEnd.GIVEN_UP;
    }
    return place.withdrawn ? WaitEnd.GIVEN_UP : WaitEnd.ENTERED;
  }
}
