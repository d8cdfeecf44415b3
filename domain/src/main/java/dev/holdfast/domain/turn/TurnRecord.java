package dev.holdfast.domain.turn;

import dev.holdfast.domain.route.ModelRoute;
import dev.holdfast.domain.transcript.HistoryAction;
import java.time.Instant;

/** A stored turn as it is read back. */
public record TurnRecord(
    TurnId id,
    TurnScope scope,
    RequestId request,
    TurnOrigin origin,
    TurnApi api,
    String requestedModel,
    ModelRoute effective,
    HistoryAction history,
    Instant startedAt,
    TurnProgress progress) {

  /** Where it stands. */
  public TurnState state() {
    return switch (progress) {
      case TurnProgress.Running() -> TurnState.RUNNING;
      case TurnProgress.Ended(TurnEnding ending, Instant at) -> ending.state();
    };
  }

  /** When it ended; equal to {@code startedAt} while it runs. */
  public Instant endedAt() {
    return switch (progress) {
      case TurnProgress.Running() -> startedAt;
      case TurnProgress.Ended(TurnEnding ending, Instant at) -> at;
    };
  }

  /** Why it failed, was cancelled or interrupted; empty text otherwise. */
  public String failure() {
    return switch (progress) {
      case TurnProgress.Running() -> "";
      case TurnProgress.Ended(TurnEnding.Completed completed, Instant at) -> "";
      case TurnProgress.Ended(TurnEnding.Failed(TurnFailure failure), Instant at) ->
          failure.message();
      case TurnProgress.Ended(TurnEnding.Cancelled(String reason), Instant at) -> reason;
      case TurnProgress.Ended(TurnEnding.Interrupted(String reason), Instant at) -> reason;
    };
  }
}
