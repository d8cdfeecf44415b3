package dev.holdfast.app.usecase;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.token.KeyBinding;
import dev.holdfast.domain.turn.TurnState;
import dev.holdfast.ports.in.TurnAdministration.Rest;
import dev.holdfast.ports.in.TurnAdministration.Start;
import dev.holdfast.ports.in.TurnAdministration.TurnView;
import dev.holdfast.ports.in.UnreadAgent;
import dev.holdfast.ports.out.env.StorageFailure;
import dev.holdfast.ports.out.read.TurnReads;
import dev.holdfast.ports.out.read.TurnReads.NumberedTurn;
import dev.holdfast.ports.out.read.TurnReads.TurnPage;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;

/**
 * Puts the turns of several agents into one order, the newest first. A page remembers how far it
 * came in the turns of each agent, which their numbers order for good: times may repeat, and clocks
 * are set back.
 */
final class TurnPages {

  private final TurnReads turns;

  @Inject
  TurnPages(TurnReads turns) {
    this.turns = turns;
  }

  /**
   * Turns that began, and what is behind them.
   *
   * @param unread agents that are left out
   */
  record Page(List<TurnView.Begun> turns, Rest rest, List<UnreadAgent> unread) {}

  /**
   * A page of turns.
   *
   * @param behind how far the pages before came, by agent
   * @throws StorageFailure if there is one agent and it cannot be read
   */
  Page read(
      List<AgentId> agents,
      KeyBinding keys,
      Set<TurnState> states,
      Map<AgentId, Long> behind,
      int limit) {
    List<Ahead> ahead = new ArrayList<>();
    boolean more = false;
    OfAgents<TurnPage> pages =
        OfAgents.read(
            agents,
            agent ->
                turns.page(agent, keys, states, behind.getOrDefault(agent, Long.MAX_VALUE), limit));
    for (Map.Entry<AgentId, TurnPage> page : pages.read().entrySet()) {
      more |= page.getValue().more();
      ahead.add(new Ahead(page.getKey(), new ArrayDeque<>(page.getValue().turns())));
    }
    Map<AgentId, Long> numbers = new HashMap<>(behind);
    List<TurnView.Begun> merged = new ArrayList<>();
    Optional<Ahead> newest = newest(ahead);
    while (newest.isPresent() && merged.size() < limit) {
      AgentId agent = newest.get().agent();
      NumberedTurn turn = newest.get().turns().remove();
      merged.add(new TurnView.Begun(agent, turn.turn()));
      numbers.put(agent, turn.number());
      newest = newest(ahead);
    }
    boolean rest = more || newest.isPresent();
    return new Page(
        merged,
        rest ? new Rest.Some(new Start.BehindBegun(numbers)) : new Rest.None(),
        pages.unread());
  }

  /** What of an agent's turns is not told yet, the newest first. */
  private record Ahead(AgentId agent, Queue<NumberedTurn> turns) {}

  /** The agent whose next turn began last. */
  private static Optional<Ahead> newest(List<Ahead> ahead) {
    Optional<Ahead> newest = Optional.empty();
    Instant latest = Instant.MIN;
    for (Ahead each : ahead) {
      NumberedTurn next = each.turns().peek();
      if (next != null && next.turn().startedAt().isAfter(latest)) {
        latest = next.turn().startedAt();
        newest = Optional.of(each);
      }
    }
    return newest;
  }
}
