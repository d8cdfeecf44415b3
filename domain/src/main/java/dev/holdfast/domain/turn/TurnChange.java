package dev.holdfast.domain.turn;

import dev.holdfast.domain.route.ModelRoute;
import dev.holdfast.domain.transcript.HistoryAction;
import java.time.Instant;

/** A change of one turn row. */
public sealed interface TurnChange {

  /** The turn this is about. */
  TurnId turn();

  /** When it happens. */
  Instant at();

  /**
   * The turn runs from now on. For a keyed turn the store grants the session's lease in the same
   * transaction.
   *
   * @param requestedModel the request's {@code model} as it came
   * @param effective the route that will answer
   */
  record Started(
      TurnId turn,
      TurnScope scope,
      RequestId request,
      TurnOrigin origin,
      TurnApi api,
      String requestedModel,
      ModelRoute effective,
      HistoryAction history,
      InstanceId owner,
      Instant at)
      implements TurnChange {}

  /**
   * The turn reached its terminal state. Refused when the lease's epoch has passed to another.
   *
   * @param epoch the epoch granted with {@link Started}, 0 for a turn without a lease
   */
  record Ended(TurnId turn, long epoch, TurnEnding ending, Instant at) implements TurnChange {}
}
