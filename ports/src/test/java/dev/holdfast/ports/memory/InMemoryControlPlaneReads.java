package dev.holdfast.ports.memory;

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
    return store.tokens();
  }

  @Override
  public List<AgentDatabase> agents() {
    return store.agents().stream()
        .map(agent -> new AgentDatabase(agent, "agents/" + agent + "/in-memory"))
        .toList();
  }
}
