package dev.holdfast.ports.contract;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.session.SessionId;
import dev.holdfast.domain.token.KeyBinding;
import dev.holdfast.domain.turn.TurnRecord;
import dev.holdfast.domain.turn.TurnScope;
import dev.holdfast.domain.turn.TurnState;
import dev.holdfast.ports.out.read.TurnReads;
import dev.holdfast.ports.out.read.TurnReads.NumberedTurn;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Predicate;

/** The turns that tests want to see, newest first; of those a store shows, the last thousand. */
public final class TurnsOf {

  private static final int MOST = 1000;

  private TurnsOf() {}

  /** Those of a session or of an unlisted transcript. */
  public static List<TurnRecord> session(TurnReads turns, AgentId agent, SessionId session) {
    return of(
        turns,
        agent,
        scope ->
            switch (scope) {
              case TurnScope.Keyed keyed -> keyed.session().equals(session);
              case TurnScope.Unlisted unlisted -> unlisted.session().equals(session);
              case TurnScope.Stateless() -> false;
            });
  }

  /** Those that belong to no transcript, or to none any more. */
  public static List<TurnRecord> none(TurnReads turns, AgentId agent) {
    return of(turns, agent, TurnScope.Stateless.class::isInstance);
  }

  private static List<TurnRecord> of(TurnReads turns, AgentId agent, Predicate<TurnScope> scopes) {
    return turns
        .page(agent, new KeyBinding.Any(), EnumSet.allOf(TurnState.class), Long.MAX_VALUE, MOST)
        .turns()
        .stream()
        .map(NumberedTurn::turn)
        .filter(turn -> scopes.test(turn.scope()))
        .toList();
  }
}
