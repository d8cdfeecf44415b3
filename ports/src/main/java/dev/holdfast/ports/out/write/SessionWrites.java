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
   */
  Result apply(SessionChange change);

  /** What became of a change. */
  sealed interface Result {

    record Applied(SessionEntry entry) implements Result {}

    record Outdated(SessionEntry current) implements Result {}

    record Missing() implements Result {}
  }
}
