package dev.holdfast.ports.out.write;

import dev.holdfast.domain.audit.AuditId;
import dev.holdfast.domain.audit.AuditRecord;
import java.util.List;

/**
 * Keeps audit rows of an agent's changes until the control plane has them: no transaction spans two
 * databases, so a row is stored with its change here, then there, then removed here.
 */
public interface AuditOutboxWrites {

  /**
   * Keeps a row.
   *
   * @throws dev.holdfast.ports.out.env.StorageFailure with {@code CONSTRAINT} if its id is here
   *     already
   */
  void add(AuditRecord record);

  /**
   * The rows that are kept, in the order they came.
   *
   * @param limit at most this many, 1 to 1000
   */
  List<AuditRecord> pending(int limit);

  /** Lets go of rows; those that are not here any more are passed over. */
  void remove(List<AuditId> ids);
}
