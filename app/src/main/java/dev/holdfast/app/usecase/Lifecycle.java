package dev.holdfast.app.usecase;

import dev.holdfast.ports.in.Readiness.State;
import jakarta.inject.Inject;
import java.util.Map;

/** Where this process stands between its start and its end. Any thread may ask or change it. */
final class Lifecycle {

  private volatile Stage stage = new Stage(State.STARTING, Map.of());

  @Inject
  Lifecycle() {}

  /**
   * One stage.
   *
   * @param details facts for an operator
   */
  record Stage(State state, Map<String, String> details) {}

  Stage stage() {
    return stage;
  }

  /** The store is open: turns may begin. */
  void serve(Map<String, String> details) {
    stage = new Stage(State.READY, Map.copyOf(details));
  }

  /** No turn may begin any more. */
  void drain() {
    stage = new Stage(State.DRAINING, Map.of());
  }
}
