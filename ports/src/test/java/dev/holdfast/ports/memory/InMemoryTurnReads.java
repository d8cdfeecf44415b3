package dev.holdfast.ports.memory;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.token.KeyBinding;
import dev.holdfast.domain.turn.TurnId;
import dev.holdfast.domain.turn.TurnRecord;
import dev.holdfast.domain.turn.TurnScope;
import dev.holdfast.domain.turn.TurnState;
import dev.holdfast.ports.memory.AgentData.TurnRow;
import dev.holdfast.ports.out.read.TurnReads;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

final class InMemoryTurnReads implements TurnReads {

  private final InMemoryStore store;

  InMemoryTurnReads(InMemoryStore store) {
    this.store = store;
  }

  @Override
  public Optional<TurnRecord> byId(AgentId agent, TurnId turn) {
    return Optional.ofNullable(store.data(agent).turns().get(turn)).map(TurnRow::record);
  }

  @Override
  public Optional<TurnRecord> shown(AgentId agent, TurnId turn) {
    AgentData data = store.data(agent);
    return Optional.ofNullable(data.turns().get(turn))
        .filter(row -> isShown(data, row.started().scope()))
        .map(TurnRow::record);
  }

  private static boolean isShown(AgentData data, TurnScope scope) {
    return !(scope instanceof TurnScope.Keyed keyed
        && data.administration().isArchived(keyed.session()));
  }

  @Override
  public List<TurnRecord> newestOf(AgentId agent, SessionKey key, int limit) {
    AgentData data = store.data(agent);
    return data.turns().values().stream()
        .filter(
            row ->
                row.started().scope() instanceof TurnScope.Keyed keyed && keyed.key().equals(key))
        .sorted(Comparator.comparingLong(TurnRow::number).reversed())
        .limit(limit)
        .filter(row -> isShown(data, row.started().scope()))
        .map(TurnRow::record)
        .toList();
  }

  @Override
  public TurnPage page(
      AgentId agent, KeyBinding keys, Set<TurnState> states, long before, int limit) {
    AgentData data = store.data(agent);
    List<NumberedTurn> all =
        data.turns().values().stream()
            .filter(row -> row.number() < before && reaches(keys, row.started().scope()))
            .filter(row -> isShown(data, row.started().scope()))
            .map(row -> new NumberedTurn(row.number(), row.record()))
            .filter(turn -> states.contains(turn.turn().state()))
            .sorted(Comparator.comparingLong(NumberedTurn::number).reversed())
            .toList();
    return new TurnPage(all.stream().limit(limit).toList(), all.size() > limit);
  }

  private static boolean reaches(KeyBinding keys, TurnScope scope) {
    return scope instanceof TurnScope.Keyed keyed
        ? keys.reaches(keyed.key())
        : keys instanceof KeyBinding.Any;
  }
}
