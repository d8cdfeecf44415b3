package dev.holdfast.ports.memory;

import dev.holdfast.domain.audit.AuditEntry;
import dev.holdfast.domain.state.StoreId;
import dev.holdfast.domain.token.TokenRecord;
import dev.holdfast.ports.out.read.ControlPlaneReads;
import java.util.List;

final class InMemoryControlPlaneReads implements ControlPlaneReads {

  private final InMemoryStore store;

  InMemoryControlPlaneReads(InMemoryStore store) {
    this.store = store;
  }

  @Override
  public StoreId storeId() {
    return store.id();
  }

  @Override
  public List<TokenRecord> tokens() {
    return store.controlPlane().valid();
  }

  @Override
  public AuditPage audit(long before, int limit) {
    List<AuditEntry> older =
        store.controlPlane().audit().reversed().stream()
            .filter(entry -> entry.number() < before)
            .toList();
    return new AuditPage(older.stream().limit(limit).toList(), older.size() > limit);
  }

  @Override
  public List<AgentDatabase> agents() {
    return store.agents().stream()
        .map(agent -> new AgentDatabase(agent, "agents/" + agent + "/in-memory"))
        .toList();
  }
}
