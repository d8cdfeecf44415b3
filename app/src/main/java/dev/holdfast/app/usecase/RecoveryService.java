package dev.holdfast.app.usecase;

import dev.holdfast.app.usecase.SessionAddress.Resolution;
import dev.holdfast.app.usecase.StuckTurns.Case;
import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.audit.AuditOperation;
import dev.holdfast.domain.audit.AuditRecord;
import dev.holdfast.domain.audit.AuditTarget;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.token.Caller;
import dev.holdfast.domain.turn.EndReason;
import dev.holdfast.domain.turn.OpenTurn;
import dev.holdfast.domain.turn.Refusal;
import dev.holdfast.domain.turn.StrayLease;
import dev.holdfast.domain.turn.StuckReason;
import dev.holdfast.domain.turn.TurnEnding;
import dev.holdfast.domain.turn.TurnId;
import dev.holdfast.ports.in.Recovery;
import dev.holdfast.ports.in.Requester;
import dev.holdfast.ports.in.SessionAdministration.Named;
import dev.holdfast.ports.out.env.StorageFailure;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends what is stuck, each by itself: one that cannot be ended keeps no other from its end. */
final class RecoveryService implements Recovery {

  private static final Logger log = LoggerFactory.getLogger(RecoveryService.class);

  /** How long a turn that hangs may take to end by itself once it is told to. */
  private static final Duration TO_END = Duration.ofSeconds(5);

  private final ReachedAgents agents;
  private final SessionAddress addresses;
  private final StuckTurns stuck;
  private final RunningTurns running;
  private final WriteBoundary boundary;
  private final AuditService audit;

  @Inject
  RecoveryService(
      ReachedAgents agents,
      SessionAddress addresses,
      StuckTurns stuck,
      RunningTurns running,
      WriteBoundary boundary,
      AuditService audit) {
    this.agents = agents;
    this.addresses = addresses;
    this.stuck = stuck;
    this.running = running;
    this.boundary = boundary;
    this.audit = audit;
  }

  @Override
  public Listing stuck(Caller caller, Wish wish) {
    try {
      return switch (find(caller, wish)) {
        case Search.Refused(Refusal refusal) -> new Listing.Refused(refusal);
        case Search.Found(List<Case> cases) ->
            new Listing.Found(cases.stream().map(Case::told).toList());
      };
    } catch (StorageFailure failure) {
      log.error("Stuck turns could not be looked for", failure);
      return new Listing.Refused(StorageRefusals.ofLookup(failure));
    }
  }

  @Override
  public Recovering recover(Requester by, Wish wish) {
    try {
      return switch (find(by.caller(), wish)) {
        case Search.Refused(Refusal refusal) -> {
          audit.refused(
              by,
              AuditOperation.TURN_RECOVER,
              AuditTarget.asked((wish.agent() + " " + wish.session()).strip()),
              AuditService.word(refusal));
          yield new Recovering.Refused(refusal);
        }
        case Search.Found(List<Case> cases) -> recover(by, cases);
      };
    } catch (StorageFailure failure) {
      log.error("Stuck turns could not be looked for", failure);
      return new Recovering.Refused(StorageRefusals.ofLookup(failure));
    }
  }

  /** Ends one turn if it is stuck; whether it was. */
  boolean recover(Requester by, AgentId agent, TurnId turn) {
    return stuck.of(agent, turn).filter(found -> ended(by, found)).isPresent();
  }

  private Recovering recover(Requester by, List<Case> cases) {
    List<Stuck> ended = new ArrayList<>();
    List<Stuck> left = new ArrayList<>();
    for (Case one : cases) {
      (ended(by, one) ? ended : left).add(one.told());
    }
    return new Recovering.Recovered(ended, left);
  }

  /** What is looked for, and what was found of it. */
  private sealed interface Search {

    record Found(List<Case> cases) implements Search {}

    record Refused(Refusal refusal) implements Search {}
  }

  private Search find(Caller caller, Wish wish) {
    return switch (agents.ask(caller, wish.agent())) {
      case ReachedAgents.Asked.Unknown(Refusal refusal) -> new Search.Refused(refusal);
      case ReachedAgents.Asked.Agents(List<AgentId> asked) ->
          wish.session().isBlank()
              ? new Search.Found(ofAgents(caller, asked))
              : ofSession(caller, wish);
    };
  }

  /** One agent whose database is out of service keeps nobody from the others. */
  private List<Case> ofAgents(Caller caller, List<AgentId> asked) {
    List<Case> cases = new ArrayList<>();
    Optional<StorageFailure> unreadable = Optional.empty();
    for (AgentId agent : asked) {
      try {
        cases.addAll(stuck.of(agent, caller));
      } catch (StorageFailure failure) {
        log.error("Agent {} could not be asked for stuck turns: {}", agent, failure.getMessage());
        unreadable = Optional.of(failure);
      }
    }
    if (cases.isEmpty() && unreadable.isPresent()) {
      throw unreadable.get();
    }
    return cases;
  }

  private Search ofSession(Caller caller, Wish wish) {
    return switch (addresses.of(caller, new Named(wish.agent(), wish.session()))) {
      case Resolution.Refused(Refusal refusal) -> new Search.Refused(refusal);
      case Resolution.Unreachable() -> new Search.Found(List.of());
      case Resolution.Meant(AgentId agent, SessionKey key) ->
          new Search.Found(
              stuck.of(agent, caller).stream()
                  .filter(one -> one.told().belonging().equals(new Belonging.Session(key)))
                  .toList());
    };
  }

  private boolean ended(Requester by, Case one) {
    try {
      Stuck told = one.told();
      if (told.reason() == StuckReason.OVERDUE && endedByItself(told.turn())) {
        audit.made(by, AuditOperation.TURN_RECOVER, target(told));
        return true;
      }
      boolean ended =
          switch (one) {
            case Case.OfTurn(_, OpenTurn turn) ->
                boundary.recover(told.agent(), turn, reason(told), row(by, told));
            case Case.OfLease(_, StrayLease lease) ->
                boundary.recover(told.agent(), lease, row(by, told));
          };
      if (ended) {
        running.abandon(told.turn());
        audit.deliver(told.agent());
        log.warn("Turn {} was stuck and is interrupted now: {}", told.turn(), told.evidence());
      }
      return ended;
    } catch (StorageFailure failure) {
      log.error("Stuck turn {} could not be ended", one.told().turn(), failure);
      return false;
    }
  }

  /** A turn that hangs is told to stop first: what had come by then is kept that way. */
  private boolean endedByItself(TurnId turn) {
    Optional<TurnStop> here = running.find(turn);
    here.ifPresent(
        stop -> {
          stop.stop(StopReason.REQUESTED);
          stop.awaitOver(TO_END);
        });
    return here.isPresent() && running.find(turn).isEmpty();
  }

  private AuditRecord row(Requester by, Stuck told) {
    return audit.done(by, AuditOperation.TURN_RECOVER, target(told));
  }

  private static AuditTarget target(Stuck told) {
    return new AuditTarget.OfAgent(told.agent(), told.turn().value());
  }

  private static TurnEnding.Interrupted reason(Stuck told) {
    return new TurnEnding.Interrupted(EndReason.recovered(told.reason()));
  }
}
