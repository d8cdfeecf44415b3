package dev.holdfast.ports.out.write;

import dev.holdfast.domain.audit.AuditRecord;

/** Writes audit rows, which are never changed and never removed. */
public interface AuditWrites {

  /**
   * Adds a row behind all others. One whose id is there already stays as it is, so that whoever is
   * not sure may add it again.
   */
  void add(AuditRecord record);
}
