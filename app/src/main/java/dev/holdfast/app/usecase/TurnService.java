package dev.holdfast.app.usecase;

import dev.holdfast.ports.in.Conversations;
import dev.holdfast.ports.in.TurnRequest;
import jakarta.inject.Inject;

/** Runs turns; everything they share is a {@link TurnMachinery}. */
final class TurnService implements Conversations {

  private final TurnMachinery machinery;

  @Inject
  TurnService(TurnMachinery machinery) {
    this.machinery = machinery;
  }

  @Override
  public Turn prepare(TurnRequest request, TurnObserver observer) {
    return new TurnRun(machinery, request, observer);
  }
}
