package dev.holdfast.adapters.sqlite;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.ports.out.env.Telemetry;
import dev.holdfast.ports.out.write.WriteTransactions;
import jakarta.inject.Inject;

/** Hands changes to the writers and waits until they are durable. */
final class SqliteWriteTransactions implements WriteTransactions {

  private final SqliteStorage storage;
  private final Telemetry telemetry;

  @Inject
  SqliteWriteTransactions(SqliteStorage storage, Telemetry telemetry) {
    this.storage = storage;
    this.telemetry = telemetry;
  }

  /** What is told once it is durable. */
  private record Stored<R>(R result, int takeovers) {}

  @Override
  public <R> R inAgent(AgentId agent, AgentWork<R> work) {
    Stored<R> stored =
        storage
            .agent(agent)
            .write(
                writes -> {
                  SqliteWriteTransaction transaction = new SqliteWriteTransaction(writes);
                  try {
                    // What a change before counted that threw was undone.
                    writes.takeovers().take();
                    R result = work.run(transaction);
                    return new Stored<>(result, writes.takeovers().take());
                  } finally {
                    transaction.end();
                  }
                });
    telemetry.leasesTakenOver(stored.takeovers());
    storage.commits().committed(agent);
    return stored.result();
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
