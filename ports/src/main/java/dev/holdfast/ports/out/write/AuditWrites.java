package dev.holdfast.ports.out.write;

import dev.holdfast.domain.audit.AuditRecord;
import java.time.Instant;

/** Writes audit rows, which are never changed, and removed from their old end only. */
public interface AuditWrites {

  /**
   * Adds a row behind all others. One whose id is there already stays as it is, so that whoever is
   * not sure may add it again.
   */
  void add(AuditRecord record);

  /**
   * Removes the oldest rows, in order, as long as they were made before a moment or more than so
   * many newer ones follow.
   *
   * @param most how many newer ones may follow a row of any age, at least 0
   * @param limit at most this many, 1 to 1000, so that the writer is not held for long
   * @return how many there were; fewer than the limit when no more are due
   */
  int cut(Instant moment, long most, int limit);
}
