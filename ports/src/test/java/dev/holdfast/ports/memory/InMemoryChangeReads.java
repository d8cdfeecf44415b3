package dev.holdfast.ports.memory;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.change.LoggedChange;
import dev.holdfast.ports.out.read.ChangeReads;
import java.util.List;

final class InMemoryChangeReads implements ChangeReads {

  private final InMemoryStore store;

  InMemoryChangeReads(InMemoryStore store) {
    this.store = store;
  }

  @Override
  public long newest(AgentId agent) {
    return store.data(agent).changes().newest();
  }

  @Override
  public ChangePage after(AgentId agent, long number, int limit) {
    AgentData.ChangeLog log = store.data(agent).changes();
    List<LoggedChange> all = log.changes();
    long cutOff = log.newest() - all.size();
    return number < cutOff || number > log.newest()
        ? new ChangePage.Unknown()
        : new ChangePage.Changes(
            all.stream().filter(change -> change.number() > number).limit(limit).toList());
  }

  @Override
  public Watch watch(Watcher watcher) {
    return store.watchCommits(watcher);
  }
}
