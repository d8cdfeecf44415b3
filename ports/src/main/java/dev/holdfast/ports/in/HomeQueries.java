package dev.holdfast.ports.in;

import dev.holdfast.ports.in.SessionAdministration.Named;
import dev.holdfast.ports.in.TurnAdministration.StateWish;
import java.util.List;

/**
 * What an operator may look at in a home with two implementations: the running gateway asked, and
 * the store read directly. Both answer alike, except that only a gateway knows of turns that wait.
 */
public interface HomeQueries {

  /** A session without its transcript. */
  Outcome<SessionSummary> session(Named session);

  /** A turn as it stands now. */
  Outcome<TurnSummary> turn(String id);

  /**
   * A page of turns, newest first: those that wait, then those that began.
   *
   * @param after the word that the page before told, empty for the first page
   * @param limit at most this many, 1 to 1000
   */
  Outcome<PageOf<TurnSummary>> turns(TurnFilter filter, String after, int limit);

  /** Turns that nobody will end any more, with the evidence, of each agent the oldest first. */
  Outcome<List<Recovery.Stuck>> stuck(Recovery.Wish wish);

  /**
   * Which turns.
   *
   * @param agent the agent's name, empty for every agent
   * @param session a session key, bare or whole, empty for all turns
   */
  record TurnFilter(String agent, String session, StateWish state) {}
}
