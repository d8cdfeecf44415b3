package dev.holdfast.ports.out.write;

import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.turn.InstanceId;
import dev.holdfast.domain.turn.Lease;
import dev.holdfast.domain.turn.LeaseHolder;
import dev.holdfast.domain.turn.LeaseTerms;
import dev.holdfast.domain.turn.StrayLease;
import dev.holdfast.domain.turn.TurnChange;
import dev.holdfast.domain.turn.TurnId;
import java.time.Instant;

/** Writes turns and the leases that go with them. */
public interface TurnWrites {

  /**
   * Stores a running turn. For a keyed turn the session's lease passes to it with the next epoch; a
   * turn whose lease is dead by these terms ends as interrupted.
   *
   * <ul>
   *   <li>{@link StartResult.Granted}: the turn runs under this lease.
   *   <li>{@link StartResult.Unleased}: a stateless turn or one of an unlisted transcript runs; it
   *       needs no lease.
   *   <li>{@link StartResult.Busy}: another turn of the same owner runs in this session.
   *   <li>{@link StartResult.Held}: a turn of another owner runs in this session, and its lease is
   *       alive.
   * </ul>
   *
   * @throws dev.holdfast.ports.out.env.StorageFailure with {@code CONSTRAINT} if a rule of the
   *     store refuses the row: a blocked provider, a turn id that was used before, an unknown
   *     session or one of another key
   */
  StartResult start(TurnChange.Started started, LeaseTerms terms);

  /**
   * Lets the lease of a running turn hold longer.
   *
   * @param epoch the epoch it was granted with
   */
  Renewal renew(SessionKey key, TurnId turn, long epoch, Instant deadline);

  /**
   * Sees to it that no turn runs in a session, for a change that none may cross; holds until the
   * end of the transaction. A turn whose lease is dead by these terms ends as interrupted.
   *
   * @return {@link Idleness.Held} if a turn runs, also one of the same owner
   */
  Idleness claimIdle(SessionKey key, InstanceId owner, LeaseTerms terms, Instant at);

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
   * Ends the running turn of a session as interrupted and frees its lease, if it is this owner's.
   * Called by the holder of the session's lane, in whose process no turn of it can still be at
   * work.
   *
   * @return how many there were, 0 or 1
   */
  int interruptIn(SessionKey key, InstanceId owner, String reason, Instant at);

  /**
   * Frees the lease of a session if it still is this one and its turn does not run. Its epoch
   * stays.
   *
   * @return how many there were, 0 or 1
   */
  int freeStray(StrayLease lease);

  /** What became of a start. */
  sealed interface StartResult {

    record Granted(Lease lease) implements StartResult {}

    record Unleased() implements StartResult {}

    record Busy() implements StartResult {}

    record Held(LeaseHolder holder) implements StartResult {}
  }

  /** What became of a renewal. */
  enum Renewal {
    RENEWED,
    /** The lease has passed to another, or the turn has ended: it must not write any more. */
    LOST
  }

  /** Whether a turn runs in a session. */
  sealed interface Idleness {

    record Idle() implements Idleness {}

    record Held(LeaseHolder holder) implements Idleness {}
  }

  /** What became of an end. */
  sealed interface EndResult {

    record Stored() implements EndResult {}

    record LeaseLost() implements EndResult {}
  }
}
