package dev.holdfast.ports.out.read;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.session.SessionId;
import dev.holdfast.domain.turn.TurnId;
import dev.holdfast.domain.turn.TurnRecord;
import java.util.List;
import java.util.Optional;

/** Reads turns; the guarantees of {@link SessionReads} hold here too. */
public interface TurnReads {

  /** A turn as it is stored now, such as after a commit that nobody knows the outcome of. */
  Optional<TurnRecord> byId(AgentId agent, TurnId turn);

  /**
   * The turns of a session or an unlisted transcript, newest first.
   *
   * @param limit at most this many, 1 to 1000
   */
  List<TurnRecord> ofSession(AgentId agent, SessionId session, int limit);

  /**
   * The turns of an agent that belong to no transcript, or to none any more, newest first.
   *
   * @param limit at most this many, 1 to 1000
   */
  List<TurnRecord> stateless(AgentId agent, int limit);
}
