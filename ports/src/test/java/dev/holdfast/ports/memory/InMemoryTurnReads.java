package dev.holdfast.ports.memory;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.session.SessionId;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.token.KeyBinding;
import dev.holdfast.domain.turn.LeaseHolder;
import dev.holdfast.domain.turn.OpenTurn;
import dev.holdfast.domain.turn.OpenTurn.SessionLease;
import dev.holdfast.domain.turn.StrayLease;
import dev.holdfast.domain.turn.TurnChange;
import dev.holdfast.domain.turn.TurnId;
import dev.holdfast.domain.turn.TurnRecord;
import dev.holdfast.domain.turn.TurnScope;
import dev.holdfast.domain.turn.TurnState;
import dev.holdfast.ports.memory.AgentData.Holder;
import dev.holdfast.ports.memory.AgentData.LeaseRow;
import dev.holdfast.ports.memory.AgentData.TurnRow;
import dev.holdfast.ports.out.read.TurnReads;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

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

  @Override
  public List<OpenTurn> open(AgentId agent, int limit) {
    AgentData data = store.data(agent);
    return data.turns().values().stream()
        .filter(TurnRow::isRunning)
        .sorted(Comparator.comparingLong(TurnRow::number))
        .limit(limit)
        .map(row -> open(data, row))
        .toList();
  }

  private static OpenTurn open(AgentData data, TurnRow row) {
    TurnChange.Started started = row.started();
    return new OpenTurn(
        started.turn(),
        started.scope(),
        started.owner(),
        row.epoch(),
        started.at(),
        switch (started.scope()) {
          case TurnScope.Keyed(SessionKey key, SessionId session) ->
              lease(data, key, started.turn());
          case TurnScope.Unlisted unlisted -> new SessionLease.NotNeeded();
          case TurnScope.Stateless() -> new SessionLease.NotNeeded();
        });
  }

  private static SessionLease lease(AgentData data, SessionKey key, TurnId turn) {
    if (data.leases().get(key) instanceof LeaseRow(long epoch, Holder.Turn(LeaseHolder holder))) {
      return holder.turn().equals(turn)
          ? new SessionLease.Own(holder.deadline())
          : new SessionLease.OfAnother(holder.turn());
    }
    return new SessionLease.Free();
  }

  @Override
  public List<StrayLease> strayLeases(AgentId agent, int limit) {
    AgentData data = store.data(agent);
    return data.leases().entrySet().stream()
        .flatMap(
            entry ->
                entry.getValue().holder() instanceof Holder.Turn(LeaseHolder holder)
                    ? Stream.of(new StrayLease(entry.getKey(), holder))
                    : Stream.empty())
        .filter(lease -> !data.turns().get(lease.holder().turn()).isRunning())
        .sorted(Comparator.comparing(lease -> lease.key().value()))
        .limit(limit)
        .toList();
  }

  private static boolean reaches(KeyBinding keys, TurnScope scope) {
    return scope instanceof TurnScope.Keyed keyed
        ? keys.reaches(keyed.key())
        : keys instanceof KeyBinding.Any;
  }
}
