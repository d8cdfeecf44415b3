package dev.holdfast.app.usecase;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.token.KeyBinding;
import dev.holdfast.domain.turn.OpenTurn;
import dev.holdfast.domain.turn.StrayLease;
import dev.holdfast.domain.turn.TurnId;
import dev.holdfast.domain.turn.TurnRecord;
import dev.holdfast.domain.turn.TurnState;
import dev.holdfast.ports.out.env.StorageFailure;
import dev.holdfast.ports.out.read.TurnReads;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** The turns of a store that cannot be read by their ids for a while. */
final class FailingTurnReads implements TurnReads {

  private final TurnReads store;
  private final AtomicInteger bad = new AtomicInteger();

  FailingTurnReads(TurnReads store) {
    this.store = store;
  }

  void failNext(int reads) {
    bad.set(reads);
  }

  @Override
  public Optional<TurnRecord> byId(AgentId agent, TurnId turn) {
    check();
    return store.byId(agent, turn);
  }

  @Override
  public Optional<TurnRecord> shown(AgentId agent, TurnId turn) {
    check();
    return store.shown(agent, turn);
  }

  private void check() {
    if (bad.getAndDecrement() > 0) {
      throw new StorageFailure(StorageFailure.Code.READ_FAILED, "It cannot be read.", Map.of());
    }
  }

  @Override
  public List<TurnRecord> newestOf(AgentId agent, SessionKey key, int limit) {
    return store.newestOf(agent, key, limit);
  }

  @Override
  public List<OpenTurn> open(AgentId agent, int limit) {
    check();
    return store.open(agent, limit);
  }

  @Override
  public List<StrayLease> strayLeases(AgentId agent, int limit) {
    return store.strayLeases(agent, limit);
  }

  @Override
  public TurnPage page(
      AgentId agent, KeyBinding keys, Set<TurnState> states, long before, int limit) {
    return store.page(agent, keys, states, before, limit);
  }
}
