package dev.holdfast.ports.out.read;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.token.KeyBinding;
import dev.holdfast.domain.turn.OpenTurn;
import dev.holdfast.domain.turn.StrayLease;
import dev.holdfast.domain.turn.TurnId;
import dev.holdfast.domain.turn.TurnRecord;
import dev.holdfast.domain.turn.TurnState;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads turns; the guarantees of {@link SessionReads} hold here too. */
public interface TurnReads {

  /** A turn as it is stored now, such as after a commit that nobody knows the outcome of. */
  Optional<TurnRecord> byId(AgentId agent, TurnId turn);

  /** A turn, unless its session is in the archive: nothing leads to what is there. */
  Optional<TurnRecord> shown(AgentId agent, TurnId turn);

  /**
   * The newest turns under a key, whichever session it led to, newest first; of these without those
   * of archived sessions.
   *
   * @param limit looks at no more than this many, 1 to 1000
   */
  List<TurnRecord> newestOf(AgentId agent, SessionKey key, int limit);

  /**
   * A page of an agent's turns, whatever they belong to, newest first; without those of archived
   * sessions.
   *
   * @param keys of which sessions; those without one belong to {@link KeyBinding.Any} only
   * @param states in which they are, at least one
   * @param before the number that they are lower than, {@link Long#MAX_VALUE} for the newest
   * @param limit at most this many, 1 to 1000
   */
  TurnPage page(AgentId agent, KeyBinding keys, Set<TurnState> states, long before, int limit);

  /**
   * Turns that have not reached their end, each with the lease of its session, the oldest first. A
   * turn is stored when it begins, so none is among them that waits.
   *
   * @param limit at most this many, 1 to 1000
   */
  List<OpenTurn> open(AgentId agent, int limit);

  /**
   * Leases whose turn does not run, in the order of their keys.
   *
   * @param limit at most this many, 1 to 1000
   */
  List<StrayLease> strayLeases(AgentId agent, int limit);

  /** Some turns, and whether there are more. */
  record TurnPage(List<NumberedTurn> turns, boolean more) {
    public TurnPage {
      turns = List.copyOf(turns);
    }
  }

  /**
   * A turn and its place among the turns of its agent.
   *
   * @param number grows in the order in which turns began
   */
  record NumberedTurn(long number, TurnRecord turn) {}
}
