package dev.holdfast.app.usecase;

import dev.holdfast.ports.in.Conversations;
import dev.holdfast.ports.in.TurnRequest;
import dev.holdfast.ports.out.env.Telemetry;
import jakarta.inject.Inject;

/** Runs turns; everything they share is a {@link TurnMachinery}. */
final class TurnService implements Conversations {

  private final TurnMachinery machinery;
  private final Telemetry telemetry;

  @Inject
  TurnService(TurnMachinery machinery, Telemetry telemetry) {
    this.machinery = machinery;
    this.telemetry = telemetry;
  }

  @Override
  public Turn prepare(TurnRequest request, TurnObserver observer) {
    TurnRun turn = new TurnRun(machinery, request, observer);
    return new MeasuredTurn(turn, request.api(), telemetry, machinery.clock());
  }
}
