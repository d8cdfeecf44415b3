package dev.holdfast.ports.memory;

import dev.holdfast.domain.audit.AuditId;
import dev.holdfast.domain.audit.AuditRecord;
import dev.holdfast.ports.out.write.AuditOutboxWrites;
import java.util.List;

/** The audit rows of an open transaction that the control plane may not have yet. */
final class InMemoryAuditOutboxWrites implements AuditOutboxWrites {

  private final AgentDraft draft;

  InMemoryAuditOutboxWrites(AgentDraft draft) {
    this.draft = draft;
  }

  @Override
  public void add(AuditRecord record) {
    draft.checkOpen();
    if (draft.administration.outbox().stream().anyMatch(row -> row.id().equals(record.id()))) {
      throw InMemoryStore.constraint("An audit id is used once.");
    }
    draft.administration = draft.administration.with(ControlPlaneDraft.kept(record));
  }

  @Override
  public List<AuditRecord> pending(int limit) {
    draft.checkOpen();
    return draft.administration.outbox().stream().limit(limit).toList();
  }

  @Override
  public void remove(List<AuditId> ids) {
    draft.checkOpen();
    draft.administration = draft.administration.without(ids);
  }
}
