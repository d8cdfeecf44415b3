package dev.holdfast.adapters.sqlite;

import dev.holdfast.domain.audit.AuditEntry;
import dev.holdfast.domain.state.StoreId;
import dev.holdfast.domain.token.TokenRecord;
import dev.holdfast.ports.out.read.ControlPlaneReads;
import jakarta.inject.Inject;
import java.util.List;

/** Reads the control plane on its readers. */
final class SqliteControlPlaneReads implements ControlPlaneReads {

  private final SqliteStorage storage;

  @Inject
  SqliteControlPlaneReads(SqliteStorage storage) {
    this.storage = storage;
  }

  @Override
  public StoreId storeId() {
    return storage.open().id();
  }

  @Override
  public List<TokenRecord> tokens() {
    return storage.controlPlane().read(ControlPlane::tokens);
  }

  @Override
  public AuditPage audit(long before, int limit) {
    Limits.require(limit);
    List<AuditEntry> entries =
        storage.controlPlane().read(plane -> plane.audit(before, limit + 1L));
    boolean more = entries.size() > limit;
    return new AuditPage(more ? entries.subList(0, limit) : entries, more);
  }

  @Override
  public List<AgentDatabase> agents() {
    return storage.controlPlane().read(ControlPlane::agents);
  }
}
