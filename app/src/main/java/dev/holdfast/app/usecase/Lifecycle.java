package dev.holdfast.app.usecase;

import dev.holdfast.domain.state.StoreId;
import dev.holdfast.ports.in.Readiness.State;
import jakarta.inject.Inject;

/** Where this process stands between its start and its end. Any thread may ask or change it. */
final class Lifecycle {

  private volatile State state = State.STARTING;
  private volatile String store = "";

  @Inject
  Lifecycle() {}

  /** {@link State#STARTING}, {@link State#READY} or {@link State#DRAINING}. */
  State state() {
    return state;
  }

  /** The identity of the store, empty before it is open. */
  String store() {
    return store;
  }

  /** The store is open: turns may begin. */
  void serve(StoreId opened) {
    store = opened.value();
    state = State.READY;
  }

  /** No turn may begin any more. */
  void drain() {
    state = State.DRAINING;
  }
}
