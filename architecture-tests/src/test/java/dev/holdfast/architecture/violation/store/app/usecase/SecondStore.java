package dev.holdfast.architecture.violation.store.app.usecase;

import dev.holdfast.domain.audit.AuditRecord;
import dev.holdfast.ports.out.write.AuditWrites;

final class SecondStore implements AuditWrites {

  @Override
  public void add(AuditRecord record) {}
}
