package dev.holdfast.architecture.violation.store.adapters.sqlite;

import dev.holdfast.domain.audit.AuditRecord;
import dev.holdfast.ports.out.write.AuditWrites;

final class ClosedStore implements AuditWrites {

  @Override
  public void add(AuditRecord record) {}
}
