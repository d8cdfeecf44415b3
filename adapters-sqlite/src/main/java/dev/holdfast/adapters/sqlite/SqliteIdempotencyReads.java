package dev.holdfast.adapters.sqlite;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.turn.IdempotencyId;
import dev.holdfast.ports.out.read.IdempotencyReads;
import jakarta.inject.Inject;
import java.util.Optional;

/** Reads what came of named requests on the readers of the agent's database. */
final class SqliteIdempotencyReads implements IdempotencyReads {

  private final SqliteStorage storage;

  @Inject
  SqliteIdempotencyReads(SqliteStorage storage) {
    this.storage = storage;
  }

  @Override
  public Optional<Remembered> find(AgentId agent, IdempotencyId id) {
    return storage.agent(agent).read(reads -> reads.remembered(id));
  }
}
