package dev.holdfast.app.usecase;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.ports.out.env.StorageFailure;
import dev.holdfast.ports.out.read.ChangeReads;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The logs of changes of a store, of which some agents' cannot be read while a test says so. */
final class FailingChangeReads implements ChangeReads {

  private final ChangeReads store;
  private final Set<AgentId> away = ConcurrentHashMap.newKeySet();

  FailingChangeReads(ChangeReads store) {
    this.store = store;
  }

  void takeAway(AgentId agent) {
    away.add(agent);
  }

  void bringBack(AgentId agent) {
    away.remove(agent);
  }

  @Override
  public long newest(AgentId agent) {
    check(agent);
    return store.newest(agent);
  }

  @Override
  public ChangePage after(AgentId agent, long number, int limit) {
    check(agent);
    return store.after(agent, number, limit);
  }

  @Override
  public Watch watch(Watcher watcher) {
    return store.watch(watcher);
  }

  private void check(AgentId agent) {
    if (away.contains(agent)) {
      throw new StorageFailure(
          StorageFailure.Code.AGENT_UNAVAILABLE, "It is out of service.", Map.of());
    }
  }
}
