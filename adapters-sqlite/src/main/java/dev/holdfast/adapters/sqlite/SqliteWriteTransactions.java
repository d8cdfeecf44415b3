package dev.holdfast.adapters.sqlite;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.ports.out.write.WriteTransactions;
import jakarta.inject.Inject;

/** Hands changes to the writers and waits until they are durable. */
final class SqliteWriteTransactions implements WriteTransactions {

  private final SqliteStorage storage;

  @Inject
  SqliteWriteTransactions(SqliteStorage storage) {
    this.storage = storage;
  }

  @Override
  public <R> R inAgent(AgentId agent, AgentWork<R> work) {
    R result =
        storage
            .agent(agent)
            .write(
                writes -> {
                  SqliteWriteTransaction transaction = new SqliteWriteTransaction(writes);
                  try {
                    return work.run(transaction);
                  } finally {
                    transaction.end();
                  }
                });
    storage.commits().committed(agent);
    return result;
  }

  @Override
  public <R> R inControlPlane(ControlPlaneWork<R> work) {
    return storage
        .controlPlane()
        .write(
            plane -> {
              SqliteControlPlaneTransaction transaction = new SqliteControlPlaneTransaction(plane);
              try {
                return work.run(transaction);
              } finally {
                transaction.end();
              }
            });
  }
}
