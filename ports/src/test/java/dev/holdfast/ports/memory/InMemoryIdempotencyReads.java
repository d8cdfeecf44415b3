package dev.holdfast.ports.memory;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.turn.IdempotencyId;
import dev.holdfast.ports.memory.AgentData.Came;
import dev.holdfast.ports.memory.AgentData.NamedRow;
import dev.holdfast.ports.out.read.IdempotencyReads;
import java.util.Optional;

final class InMemoryIdempotencyReads implements IdempotencyReads {

  private final InMemoryStore store;

  InMemoryIdempotencyReads(InMemoryStore store) {
    this.store = store;
  }

  @Override
  public Optional<Remembered> find(AgentId agent, IdempotencyId id) {
    AgentData data = store.data(agent);
    NamedRow row = data.named().get(id);
    return row == null
        ? Optional.empty()
        : Optional.of(new Remembered(row.digest(), outcome(data, row.came()), row.since()));
  }

  private static Outcome outcome(AgentData data, Came came) {
    return switch (came) {
      case Came.Refused(var refusal) -> new Outcome.Refused(refusal);
      case Came.Tried(var newest, var answer) ->
          new Outcome.Tried(data.turns().get(newest).record(), answer);
    };
  }
}
