package dev.holdfast.app.usecase;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.token.Caller;
import dev.holdfast.domain.turn.InstanceId;
import dev.holdfast.domain.turn.LeaseTerms;
import dev.holdfast.domain.turn.OpenTurn;
import dev.holdfast.domain.turn.StrayLease;
import dev.holdfast.domain.turn.StuckReason;
import dev.holdfast.domain.turn.StuckRule;
import dev.holdfast.domain.turn.StuckRule.Observer;
import dev.holdfast.domain.turn.StuckRule.Presence;
import dev.holdfast.domain.turn.StuckRule.Verdict;
import dev.holdfast.domain.turn.TurnId;
import dev.holdfast.domain.turn.TurnScope;
import dev.holdfast.ports.in.Recovery;
import dev.holdfast.ports.in.Recovery.Belonging;
import dev.holdfast.ports.in.Recovery.Stuck;
import dev.holdfast.ports.out.read.TurnReads;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks for turns of an agent that nobody will end any more. */
final class StuckTurns {

  private final TurnReads turns;
  private final RunningTurns running;
  private final InstanceId instance;
  private final LeaseTerms terms;
  private final LeaseClock clock;

  @Inject
  StuckTurns(
      TurnReads turns,
      RunningTurns running,
      InstanceId instance,
      LeaseTerms terms,
      LeaseClock clock) {
    this.turns = turns;
    this.running = running;
    this.instance = instance;
    this.terms = terms;
    this.clock = clock;
  }

  /** Something stuck, as it is told and as it is ended. */
  sealed interface Case {

    Stuck told();

    record OfTurn(Stuck told, OpenTurn turn) implements Case {}

    record OfLease(Stuck told, StrayLease lease) implements Case {}
  }

  /** What is stuck in an agent and in a caller's reach. */
  List<Case> of(AgentId agent, Caller caller) {
    List<Case> cases = new ArrayList<>();
    for (OpenTurn turn : turns.open(agent, Recovery.MOST)) {
      if (ResponseLookup.reaches(caller, turn.scope())) {
        judged(agent, turn).ifPresent(cases::add);
      }
    }
    for (StrayLease lease : turns.strayLeases(agent, Recovery.MOST)) {
      if (caller.keys().reaches(lease.key())) {
        cases.add(stray(agent, lease));
      }
    }
    return cases;
  }

  /** One turn, if it is stuck. */
  Optional<Case> of(AgentId agent, TurnId turn) {
    return turns.open(agent, Recovery.MOST).stream()
        .filter(open -> open.id().equals(turn))
        .findFirst()
        .flatMap(open -> judged(agent, open));
  }

  private Optional<Case> judged(AgentId agent, OpenTurn turn) {
    LeaseClock.Reading now = clock.read();
    Observer observer = new Observer(instance, terms.takeover(), now.wall());
    return switch (StuckRule.judge(turn, presence(turn.id(), now), observer)) {
      case Verdict.Healthy() -> Optional.empty();
      // It may have ended, and left this process, after it was read and before it was looked for.
      case Verdict.Stuck(StuckReason reason, String evidence)
          when reason == StuckReason.NOT_AT_WORK && hasEnded(agent, turn.id()) ->
          Optional.empty();
      case Verdict.Stuck(StuckReason reason, String evidence) ->
          Optional.of(
              new Case.OfTurn(
                  new Stuck(
                      agent,
                      belonging(turn.scope()),
                      turn.id(),
                      turn.owner(),
                      turn.startedAt(),
                      reason,
                      evidence),
                  turn));
    };
  }

  private Presence presence(TurnId turn, LeaseClock.Reading now) {
    return running
        .find(turn)
        .<Presence>map(here -> new Presence.AtWork(here.pastLimit(now)))
        .orElseGet(Presence.Absent::new);
  }

  private boolean hasEnded(AgentId agent, TurnId turn) {
    return turns.byId(agent, turn).filter(now -> !now.state().isTerminal()).isEmpty();
  }

  private static Belonging belonging(TurnScope scope) {
    return switch (scope) {
      case TurnScope.Keyed(SessionKey key, _) -> new Belonging.Session(key);
      case TurnScope.Unlisted _, TurnScope.Stateless _ -> new Belonging.None();
    };
  }

  private static Case stray(AgentId agent, StrayLease lease) {
    return new Case.OfLease(
        new Stuck(
            agent,
            new Belonging.Session(lease.key()),
            lease.holder().turn(),
            lease.holder().owner(),
            lease.holder().since(),
            StuckReason.STRAY_LEASE,
            "The session is leased for a turn that does not run."),
        lease);
  }
}
