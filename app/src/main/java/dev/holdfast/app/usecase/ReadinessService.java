package dev.holdfast.app.usecase;

import dev.holdfast.ports.in.Readiness;
import dev.holdfast.ports.out.env.Storage;
import jakarta.inject.Inject;

/** Tells whether the gateway can serve. */
final class ReadinessService implements Readiness {

  private final Lifecycle lifecycle;
  private final FreeSpace space;
  private final Storage storage;

  @Inject
  ReadinessService(Lifecycle lifecycle, FreeSpace space, Storage storage) {
    this.lifecycle = lifecycle;
    this.space = space;
    this.storage = storage;
  }

  @Override
  public State lifecycle() {
    return lifecycle.stage().state();
  }

  @Override
  public Report report() {
    Lifecycle.Stage stage = lifecycle.stage();
    if (stage.state() != State.READY) {
      return new Report(stage.state(), stage.details());
    }
    return new Report(storeState(), stage.details());
  }

  private State storeState() {
    if (space.isBelowFloor()) {
      return State.OUT_OF_SPACE;
    }
    return storage.probe() ? State.READY : State.STORE_NOT_ANSWERING;
  }
}
