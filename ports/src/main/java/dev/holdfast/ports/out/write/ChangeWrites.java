package dev.holdfast.ports.out.write;

import java.time.Instant;

/** Cuts the log of changes. Nothing else writes it: what happens logs itself. */
public interface ChangeWrites {

  /**
   * Removes the oldest changes, in order, as long as they happened before a moment or more than so
   * many newer ones follow.
   *
   * @param most how many newer ones may follow a change of any age, at least 0
   * @param limit at most this many, 1 to 1000, so that the writer is not held for long
   * @return how many there were; fewer than the limit when no more are due
   */
  int cut(Instant moment, long most, int limit);
}
