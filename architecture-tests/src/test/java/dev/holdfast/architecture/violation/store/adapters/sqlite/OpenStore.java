package dev.holdfast.architecture.violation.store.adapters.sqlite;

import dev.holdfast.domain.audit.AuditRecord;
import dev.holdfast.ports.out.write.AuditWrites;

public final class OpenStore implements AuditWrites {

  @Override
  public void add(AuditRecord record) {}
}
