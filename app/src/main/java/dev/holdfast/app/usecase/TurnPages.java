package dev.holdfast.app.usecase;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.token.KeyBinding;
import dev.holdfast.domain.turn.TurnState;
import dev.holdfast.ports.in.TurnAdministration.Rest;
import dev.holdfast.ports.in.TurnAdministration.Start;
import dev.holdfast.ports.in.TurnAdministration.TurnView;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the turns of several agents into one order, the newest first. A page remembers how far it
 * came in the turns of each agent, which their numbers order for good: times may repeat, and clocks
 * are set back.
 */
final class TurnPages {

  private static final Logger log = LoggerFactory.getLogger(TurnPages.class);

  private final TurnReads turns;

  @Inject
  TurnPages(TurnReads turns) {
    this.turns = turns;
  }

  /** Turns that began, and what is behind them. */
  record Page(List<TurnView.Begun> turns, Rest rest) {}

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
    for (AgentId agent : agents) {
      Optional<TurnPage> page =
          of(agents, agent, keys, states, behind.getOrDefault(agent, Long.MAX_VALUE), limit);
      more |= page.filter(TurnPage::more).isPresent();
      page.ifPresent(read -> ahead.add(new Ahead(agent, new ArrayDeque<>(read.turns()))));
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
    return new Page(merged, rest ? new Rest.Some(new Start.BehindBegun(numbers)) : new Rest.None());
  }

  /** What of an agent's turns is not told yet, the newest first. */
  private record Ahead(AgentId agent, Queue<NumberedTurn> turns) {}

  private Optional<TurnPage> of(
      List<AgentId> agents,
      AgentId agent,
      KeyBinding keys,
      Set<TurnState> states,
      long before,
      int limit) {
    try {
      return Optional.of(turns.page(agent, keys, states, before, limit));
    } catch (StorageFailure failure) {
      if (agents.size() == 1) {
        throw failure;
      }
      log.error("Agent {} is left out of a list of turns: {}", agent, failure.getMessage());
      return Optional.empty();
    }
  }

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
