package dev.holdfast.architecture.violation.store.adapters.sqlite;

import dev.holdfast.domain.audit.AuditRecord;
import dev.holdfast.ports.out.write.AuditWrites;
import java.time.Instant;

final class ClosedStore implements AuditWrites {

  @Override
  public void add(AuditRecord record) {}

  @Override
  public int cut(Instant moment, long most, int limit) {
    return 0;
  }
}
