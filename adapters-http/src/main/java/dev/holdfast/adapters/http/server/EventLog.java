package dev.holdfast.adapters.http.server;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The events of one response that runs in the background, for whoever follows it from any place on.
 * An event's number is its place, from 0. Any thread may call it.
 */
final class EventLog {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final List<Event> events = new ArrayList<>();
  private long characters;
  private boolean ended;

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

  void add(Event event) {
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
    lock.lock();
    try {
      long left = patience.toNanos();
      while (number >= events.size() && !ended && left > 0) {
        left = changed.awaitNanos(left);
      }
      if (number < events.size()) {
        return new Next.Is(events.get(number));
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
