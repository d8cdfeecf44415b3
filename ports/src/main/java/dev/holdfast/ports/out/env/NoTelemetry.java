package dev.holdfast.ports.out.env;

import dev.holdfast.domain.route.ProviderId;
import dev.holdfast.domain.turn.FailureCause;
import dev.holdfast.domain.turn.RefusalReason;
import dev.holdfast.domain.turn.TurnApi;
import dev.holdfast.domain.turn.TurnState;
import dev.holdfast.ports.out.model.ModelOutcome;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Hears nothing. */
final class NoTelemetry implements Telemetry {

  @Override
  public void turnEnded(TurnApi api, TurnState state, Duration took) {}

  @Override
  public void turnFailed(TurnApi api, FailureCause cause, Duration took) {}

  @Override
  public void turnRefused(TurnApi api, RefusalReason reason) {}

  @Override
  public void waitBegan() {}

  @Override
  public void waitEnded(WaitEnd end, Duration waited) {}

  @Override
  public void leasesTakenOver(int count) {}

  @Override
  public void committed(Database database, int changes, Duration took) {}

  @Override
  public void commitFailed(Database database, int changes) {}

  @Override
  public LogWatch watchLog(Database database, LongSupplier bytes) {
    return () -> {};
  }

  @Override
  public void modelBegan(ProviderId provider, Duration after) {}

  @Override
  public void modelEnded(ProviderId provider, ModelOutcome outcome, Duration took) {}
}
