package dev.holdfast.adapters.http.server;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The events of one response that runs in the background, for whoever follows it from any place on.
 * Any thread may call it.
 */
final class EventLog {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final int first;
  private final List<Event> events = new ArrayList<>();
  private long characters;
  private boolean ended;

  /** A log from the first event on. */
  EventLog() {
    this(0);
  }

  /** A log from the event of a number on; none before it is told. */
  EventLog(int first) {
    this.first = first;
  }

  /** An event as it is sent. */
  record Event(String name, String json) {}

  /** What there is at a place. */
  sealed interface Next {

    /** This event. */
    record Is(Event event) implements Next {}

    /** Nothing, for ever. */
    record End() implements Next {}

    /** Nothing yet. */
    record NotYet() implements Next {}
  }

  void add(String name, byte[] json) {
    Event event = new Event(name, new String(json, StandardCharsets.UTF_8));
    lock.lock();
    try {
      events.add(event);
      characters += event.json().length();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Says that no event follows. */
  void end() {
    lock.lock();
    try {
      ended = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The event of a number; waits for it no longer than this. */
  Next await(int number, Duration patience) {
    int place = number - first;
    lock.lock();
    try {
      long left = patience.toNanos();
      while (place >= events.size() && !ended && left > 0) {
        left = changed.awaitNanos(left);
      }
      if (place < events.size()) {
        return new Next.Is(events.get(place));
      }
      return ended ? new Next.End() : new Next.NotYet();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return new Next.End();
    } finally {
      lock.unlock();
    }
  }

  /** How much text it holds. */
  long characters() {
    lock.lock();
    try {
      return characters;
    } finally {
      lock.unlock();
    }
  }
}
