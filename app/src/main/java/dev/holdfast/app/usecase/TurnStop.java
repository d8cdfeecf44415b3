package dev.holdfast.app.usecase;

import dev.holdfast.ports.out.model.ModelRuntime.Generation;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Stops one turn from any thread, wherever it stands; the first reason counts. */
final class TurnStop {

  private final Lanes.Place place = new Lanes.Place();
  private final AtomicReference<@Nullable StopReason> reason = new AtomicReference<>();
  private final AtomicReference<@Nullable Generation> generation = new AtomicReference<>();

  /** Where the turn queues for its lane. */
  Lanes.Place place() {
    return place;
  }

  /** Stops the turn: out of the queue if it waits, else by cancelling its generation. */
  void stop(StopReason because) {
    if (!reason.compareAndSet(null, because)) {
      return;
    }
    place.withdraw();
    Generation running = generation.get();
    if (running != null) {
      running.cancel();
    }
  }

  /** From now on a stop cancels this generation; one that came before does at once. */
  void attach(Generation running) {
    generation.set(running);
    if (reason.get() != null) {
      running.cancel();
    }
  }

  /** Why the turn was stopped, if it was. */
  Optional<StopReason> reason() {
    return Optional.ofNullable(reason.get());
  }
}
