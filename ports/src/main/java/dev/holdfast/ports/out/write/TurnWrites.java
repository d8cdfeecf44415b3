package dev.holdfast.ports.out.write;

import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.turn.InstanceId;
import dev.holdfast.domain.turn.Lease;
import dev.holdfast.domain.turn.TurnChange;
import java.time.Instant;

/** Writes turns and the leases that go with them. */
public interface TurnWrites {

  /**
   * Stores a running turn. For a keyed turn the session's lease passes to it with the next epoch; a
   * turn of another owner that still runs in the session ends as interrupted.
   *
   * <ul>
   *   <li>{@link StartResult.Granted}: the turn runs under this lease.
   *   <li>{@link StartResult.Unleased}: a stateless turn or one of an unlisted transcript runs; it
   *       needs no lease.
   *   <li>{@link StartResult.Busy}: another turn of the same owner runs in this session.
   * </ul>
   *
   * @throws dev.holdfast.ports.out.env.StorageFailure with {@code CONSTRAINT} if a rule of the
   *     store refuses the row: a blocked provider, a turn id that was used before, an unknown
   *     session or one of another key
   */
  StartResult start(TurnChange.Started started);

  /**
   * Stores the terminal state of a turn and frees its lease.
   *
   * <ul>
   *   <li>{@link EndResult.Stored}: it ended here.
   *   <li>{@link EndResult.LeaseLost}: the epoch has passed to another, or the turn had ended
   *       already; nothing was changed, and the caller must throw to undo what else it wrote.
   * </ul>
   */
  EndResult end(TurnChange.Ended ended);

  /**
   * Ends every running turn of other owners as interrupted and frees their leases. Called by the
   * holder of the home lock, for whom other owners are gone.
   *
   * @return how many there were
   */
  int interruptAllBut(InstanceId owner, String reason, Instant at);

  /**
   * Ends the running turn of a session as interrupted and frees its lease, whoever owns it. Called
   * by the holder of the session's lane, in whose process no turn of it can still be at work.
   *
   * @return how many there were, 0 or 1
   */
  int interruptIn(SessionKey key, String reason, Instant at);

  /** What became of a start. */
  sealed interface StartResult {

    record Granted(Lease lease) implements StartResult {}

    record Unleased() implements StartResult {}

    record Busy() implements StartResult {}
  }

  /** What became of an end. */
  sealed interface EndResult {

    record Stored() implements EndResult {}

    record LeaseLost() implements EndResult {}
  }
}
