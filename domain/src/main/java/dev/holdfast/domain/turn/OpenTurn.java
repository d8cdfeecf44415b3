package dev.holdfast.domain.turn;

import java.time.Instant;

/**
 * A stored turn that has not reached its end, with what tells whether anybody works on it.
 *
 * @param owner the process that began it
 * @param epoch of the lease it was granted; 0: none
 */
public record OpenTurn(
    TurnId id,
    TurnScope scope,
    InstanceId owner,
    long epoch,
    Instant startedAt,
    SessionLease lease) {

  /** The lease of the turn's session. */
  public sealed interface SessionLease {

    /** The turn has no session that others could want. */
    record NotNeeded() implements SessionLease {}

    /** The turn's own. */
    record Own(Instant deadline) implements SessionLease {}

    /** Nobody's. */
    record Free() implements SessionLease {}

    /** That of another turn. */
    record OfAnother(TurnId turn) implements SessionLease {}
  }
}
