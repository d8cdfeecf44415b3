package dev.holdfast.ports.memory;

import dev.holdfast.domain.route.ProviderId;
import dev.holdfast.domain.turn.FailureCause;
import dev.holdfast.domain.turn.RefusalReason;
import dev.holdfast.domain.turn.TurnApi;
import dev.holdfast.domain.turn.TurnState;
import dev.holdfast.ports.out.env.Telemetry;
import dev.holdfast.ports.out.model.ModelOutcome;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;

/** Writes down what it is told, without the times: a line for each call, in order. */
public final class RecordedTelemetry implements Telemetry {

  private final List<String> told = new CopyOnWriteArrayList<>();

  /** The lines so far. */
  public List<String> told() {
    return List.copyOf(told);
  }

  @Override
  public void turnEnded(TurnApi api, TurnState state, Duration took) {
    tell("turn ended: %s %s", took, api, state);
  }

  @Override
  public void turnFailed(TurnApi api, FailureCause cause, Duration took) {
    tell("turn failed: %s %s", took, api, cause);
  }

  @Override
  public void turnRefused(TurnApi api, RefusalReason reason) {
    told.add("turn refused: %s %s".formatted(api, reason));
  }

  @Override
  public void waitBegan() {
    told.add("wait began");
  }

  @Override
  public void waitEnded(WaitEnd end, Duration waited) {
    tell("wait ended: %s", waited, end);
  }

  @Override
  public void leasesTakenOver(int count) {
    told.addAll(Collections.nCopies(count, "lease taken over"));
  }

  @Override
  public void committed(Database database, int changes, Duration took) {
    tell("committed: %s %s", took, database, changes);
  }

  @Override
  public void commitFailed(Database database, int changes) {
    told.add("commit failed: %s %s".formatted(database, changes));
  }

  @Override
  public LogWatch watchLog(Database database, LongSupplier bytes) {
    told.add("log watched: " + database);
    return () -> told.add("log forgotten: " + database);
  }

  @Override
  public void modelBegan(ProviderId provider, Duration after) {
    tell("model began: %s", after, provider);
  }

  @Override
  public void modelEnded(ProviderId provider, ModelOutcome outcome, Duration took) {
    tell("model ended: %s %s", took, provider, outcome);
  }

  /** No time is negative, or the port's promise is broken. */
  private void tell(String format, Duration time, Object... words) {
    told.add(time.isNegative() ? "a negative time" : format.formatted(words));
  }
}
