package dev.holdfast.app.usecase;

import dev.holdfast.domain.turn.Refusal;
import dev.holdfast.domain.turn.TurnApi;
import dev.holdfast.domain.turn.TurnFailure;
import dev.holdfast.domain.turn.TurnState;
import dev.holdfast.ports.in.Conversations.Turn;
import dev.holdfast.ports.in.Conversations.TurnOutcome;
import dev.holdfast.ports.in.TurnFacts;
import dev.holdfast.ports.out.env.Telemetry;
import java.time.Clock;
import java.time.Duration;

/** A turn of whose end telemetry is told. */
record MeasuredTurn(TurnRun turn, TurnApi api, Telemetry telemetry, Clock clock) implements Turn {

  @Override
  public TurnOutcome run() {
    TurnOutcome outcome = turn.run();
    switch (outcome) {
      case TurnOutcome.Refused(Refusal refusal) -> telemetry.turnRefused(api, refusal.reason());
      case TurnOutcome.Completed completed -> ended(completed.facts(), TurnState.COMPLETED);
      case TurnOutcome.Failed(TurnFacts facts, TurnFailure failure) -> failed(facts, failure);
      case TurnOutcome.Cancelled(TurnFacts facts) -> ended(facts, TurnState.CANCELLED);
      case TurnOutcome.Aborted(TurnFacts facts) -> ended(facts, TurnState.CANCELLED);
    }
    return outcome;
  }

  @Override
  public void callerGone() {
    turn.callerGone();
  }

  @Override
  public void leaveQueue() {
    turn.leaveQueue();
  }

  private void ended(TurnFacts facts, TurnState state) {
    if (isOwn(facts)) {
      telemetry.turnEnded(api, state, since(facts));
    }
  }

  private void failed(TurnFacts facts, TurnFailure failure) {
    switch (failure.cause()) {
      case SHUTDOWN -> ended(facts, TurnState.INTERRUPTED);
      case UPSTREAM_REJECTED,
          UPSTREAM_CONTEXT_LENGTH,
          UPSTREAM_MODEL_NOT_FOUND,
          UPSTREAM_AUTH_FAILED,
          UPSTREAM_RATE_LIMITED,
          UPSTREAM_QUOTA_EXCEEDED,
          UPSTREAM_TIMED_OUT,
          UPSTREAM_UNREACHABLE,
          UPSTREAM_ERROR,
          UPSTREAM_BROKEN_OFF,
          UPSTREAM_INVALID_ANSWER,
          TURN_TIMED_OUT,
          STORAGE_FAILED,
          LEASE_LOST,
          INTERNAL -> {
        if (isOwn(facts)) {
          telemetry.turnFailed(api, failure.cause(), since(facts));
        }
      }
    }
  }

  /** A request that came before is answered by what became of it then, which was told then. */
  private boolean isOwn(TurnFacts facts) {
    return facts.turn().equals(turn.id());
  }

  /** By the clock that the begin was stored by; if that was put back meanwhile, no time at all. */
  private Duration since(TurnFacts facts) {
    Duration elapsed = Duration.between(facts.startedAt(), clock.instant());
    return elapsed.isNegative() ? Duration.ZERO : elapsed;
  }
}
