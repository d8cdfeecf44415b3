package dev.holdfast.app.usecase;

import dev.holdfast.domain.state.StoreId;
import dev.holdfast.ports.in.Readiness.State;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Where this process stands between its start and its end. Any thread may ask or change it. */
final class Lifecycle {

  private volatile State state = State.STARTING;
  private final AtomicReference<@Nullable Place> place = new AtomicReference<>();

  @Inject
  Lifecycle() {}

  /**
   * What this process works on and where it is reached.
   *
   * @param url the address it listens on
   * @param since when it began to serve
   */
  record Place(StoreId store, String url, Instant since) {}

  /**
   * {@link State#STARTING}, {@link State#READY}, {@link State#DRAINING} or {@link State#STOPPING}.
   */
  State state() {
    return state;
  }

  /** Where it works; empty before the store is open. */
  Optional<Place> place() {
    return Optional.ofNullable(place.get());
  }

  /** The identity of the store, empty before it is open. */
  String store() {
    return place().map(known -> known.store().value()).orElse("");
  }

  /** The store is open: turns may begin. */
  synchronized void serve(Place opened) {
    place.set(opened);
    state = State.READY;
  }

  /**
   * No turn may begin for the time being.
   *
   * @return whether that holds now
   */
  synchronized boolean drain() {
    return move(State.READY, State.DRAINING);
  }

  /**
   * Turns may begin again.
   *
   * @return whether that holds now
   */
  synchronized boolean undrain() {
    return move(State.DRAINING, State.READY);
  }

  private boolean move(State from, State to) {
    state = state == from ? to : state;
    return state == to;
  }

  /** No turn may begin any more. */
  synchronized void stop() {
    state = State.STOPPING;
  }
}
