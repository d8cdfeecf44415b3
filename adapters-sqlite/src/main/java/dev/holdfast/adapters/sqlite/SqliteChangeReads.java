package dev.holdfast.adapters.sqlite;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.ports.out.read.ChangeReads;
import jakarta.inject.Inject;

/** Reads the log of changes on the readers of the agent's database. */
final class SqliteChangeReads implements ChangeReads {

  private final SqliteStorage storage;

  @Inject
  SqliteChangeReads(SqliteStorage storage) {
    this.storage = storage;
  }

  @Override
  public long newest(AgentId agent) {
    return storage.agent(agent).read(AgentReads::newestChange);
  }

  @Override
  public ChangePage after(AgentId agent, long number, int limit) {
    Limits.require(limit);
    return storage.agent(agent).read(reads -> reads.changesAfter(number, limit));
  }

  @Override
  public Watch watch(Watcher watcher) {
    return storage.commits().watch(watcher);
  }
}
