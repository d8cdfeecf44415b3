package dev.holdfast.ports.out.write;

import dev.holdfast.domain.session.SessionChange;
import dev.holdfast.domain.session.SessionEntry;

/** Writes session rows. */
public interface SessionWrites {

  /**
   * Applies a change to the row as it stands inside the transaction.
   *
   * <ul>
   *   <li>{@link Result.Applied}: the row as it is now.
   *   <li>{@link Result.Outdated}: the row stands otherwise than the change expects, and is left
   *       alone; for a reservation: the key has a row already. The caller adopts what it is told.
   *   <li>{@link Result.Missing}: the key has no row and the change needs one.
   * </ul>
   *
   * <p>Every applied change but an expectation makes the row's version grow and moves its {@code
   * updatedAt} to the change's time; all but the choice of a route count for the idle clock, too. A
   * rotation forgets a chosen route unless its provenance survives a reset.
   *
   * @throws IllegalArgumentException if a head is no event of the session
   * @throws dev.holdfast.ports.out.env.StorageFailure with {@code CONSTRAINT} if a rule of the
   *     store refuses the row: a blocked provider, a session id that was used before
   */
  Result apply(SessionChange change);

  /** What became of a change. */
  sealed interface Result {

    record Applied(SessionEntry entry) implements Result {}

    record Outdated(SessionEntry current) implements Result {}

    record Missing() implements Result {}
  }
}
