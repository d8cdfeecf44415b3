package dev.holdfast.app.usecase;

import dev.holdfast.ports.out.model.ModelRuntime.Generation;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Stops one turn from any thread, wherever it stands; the first reason counts. */
final class TurnStop {

  private final Lanes.Place place = new Lanes.Place();
  private final CountDownLatch over = new CountDownLatch(1);
  private final CountDownLatch shutdown = new CountDownLatch(1);
  private final AtomicReference<@Nullable StopReason> reason = new AtomicReference<>();
  private final AtomicReference<@Nullable Generation> generation = new AtomicReference<>();

  /** Where the turn queues for its lane. */
  Lanes.Place place() {
    return place;
  }

  /** Stops the turn: out of the queue if it waits, else by cancelling its generation. */
  void stop(StopReason because) {
    if (because == StopReason.SHUTDOWN) {
      shutdown.countDown();
    }
    if (!reason.compareAndSet(null, because)) {
      return;
    }
    place.withdraw();
    Generation running = generation.get();
    if (running != null) {
      running.cancel();
    }
  }

  /** Takes the turn out of the queue if it waits there; one that has its lane goes on. */
  void leaveQueue() {
    place.withdraw();
  }

  /** From now on a stop cancels this generation; one that came before does at once. */
  void attach(Generation running) {
    generation.set(running);
    if (reason.get() != null) {
      running.cancel();
    }
  }

  /**
   * Waits, unless the process shuts down.
   *
   * @return whether the wait was cut short
   */
  boolean pause(Duration duration) {
    try {
      return shutdown.await(duration.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /** Tells whoever waits that the turn has reached its end and stored it. */
  void tellOver() {
    over.countDown();
  }

  /** Waits for the turn's end, but no longer than this. */
  void awaitOver(Duration patience) {
    try {
      over.await(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Why the turn was stopped, if it was. */
  Optional<StopReason> reason() {
    return Optional.ofNullable(reason.get());
  }
}
