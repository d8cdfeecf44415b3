package dev.holdfast.adapters.sqlite;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.token.KeyBinding;
import dev.holdfast.domain.turn.OpenTurn;
import dev.holdfast.domain.turn.StrayLease;
import dev.holdfast.domain.turn.TurnId;
import dev.holdfast.domain.turn.TurnRecord;
import dev.holdfast.domain.turn.TurnState;
import dev.holdfast.ports.out.read.TurnReads;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads turns on the readers of the agent's database. */
final class SqliteTurnReads implements TurnReads {

  private final SqliteStorage storage;

  @Inject
  SqliteTurnReads(SqliteStorage storage) {
    this.storage = storage;
  }

  @Override
  public Optional<TurnRecord> byId(AgentId agent, TurnId turn) {
    return storage.agent(agent).read(reads -> reads.turn(turn));
  }

  @Override
  public Optional<TurnRecord> shown(AgentId agent, TurnId turn) {
    return storage.agent(agent).read(reads -> reads.shownTurn(turn));
  }

  @Override
  public List<TurnRecord> newestOf(AgentId agent, SessionKey key, int limit) {
    Limits.require(limit);
    return storage.agent(agent).read(reads -> reads.newestTurnsOf(key, limit));
  }

  @Override
  public List<OpenTurn> open(AgentId agent, int limit) {
    Limits.require(limit);
    return storage.agent(agent).read(reads -> reads.openTurns(limit));
  }

  @Override
  public List<StrayLease> strayLeases(AgentId agent, int limit) {
    Limits.require(limit);
    return storage.agent(agent).read(reads -> reads.strayLeases(limit));
  }

  @Override
  public TurnPage page(
      AgentId agent, KeyBinding keys, Set<TurnState> states, long before, int limit) {
    Limits.require(limit);
    List<NumberedTurn> turns =
        storage.agent(agent).read(reads -> reads.turns(keys, states, before, limit + 1L));
    boolean more = turns.size() > limit;
    return new TurnPage(more ? turns.subList(0, limit) : turns, more);
  }
}
