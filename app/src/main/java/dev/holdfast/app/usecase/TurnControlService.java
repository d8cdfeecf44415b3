package dev.holdfast.app.usecase;

import dev.holdfast.app.configuration.ConfigurationInForce;
import dev.holdfast.domain.agent.AgentChoice;
import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.audit.AuditOperation;
import dev.holdfast.domain.audit.AuditTarget;
import dev.holdfast.domain.session.KeyResolution;
import dev.holdfast.domain.session.MainKey;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.session.SessionKeys;
import dev.holdfast.domain.token.Caller;
import dev.holdfast.domain.token.KeyBinding;
import dev.holdfast.domain.turn.Refusal;
import dev.holdfast.domain.turn.RefusalReason;
import dev.holdfast.domain.turn.TurnId;
import dev.holdfast.domain.turn.TurnState;
import dev.holdfast.ports.in.Requester;
import dev.holdfast.ports.in.TurnAdministration;
import dev.holdfast.ports.out.env.StorageFailure;
import dev.holdfast.ports.out.read.TurnReads;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks after turns: those of the store, and those that wait in this process. */
final class TurnControlService implements TurnAdministration {

  private static final Logger log = LoggerFactory.getLogger(TurnControlService.class);

  /** How long a stopped turn may take to store its end before the caller is told it is stopping. */
  private static final Duration ABORT_WAIT = Duration.ofSeconds(5);

  private static final Comparator<TurnView.Waiting> NEWEST_FIRST =
      Comparator.comparing(TurnView.Waiting::since)
          .thenComparing(waiting -> waiting.id().value())
          .reversed();

  private final ReachedAgents agents;
  private final TurnReads turns;
  private final TurnPages pages;
  private final RunningTurns running;
  private final RecoveryService recovery;
  private final AuditService audit;
  private final ConfigurationInForce configuration;
  private final Clock clock;

  @Inject
  TurnControlService(
      ReachedAgents agents,
      TurnReads turns,
      TurnPages pages,
      RunningTurns running,
      RecoveryService recovery,
      AuditService audit,
      ConfigurationInForce configuration,
      Clock clock) {
    this.agents = agents;
    this.turns = turns;
    this.pages = pages;
    this.running = running;
    this.recovery = recovery;
    this.audit = audit;
    this.configuration = configuration;
    this.clock = clock;
  }

  @Override
  public Listing list(Caller caller, Wish wish, Start start, int limit) {
    try {
      return switch (scope(caller, wish)) {
        case Scope.Refused(Refusal refusal) -> new Listing.Refused(refusal);
        case Scope.Of(List<AgentId> asked, KeyBinding keys) ->
            list(new Asked(asked, keys, wish.state()), start, limit);
      };
    } catch (StorageFailure failure) {
      log.error("Turns could not be listed", failure);
      return new Listing.Refused(StorageRefusals.ofLookup(failure));
    }
  }

  /** What a caller may see of what it asked for. */
  private sealed interface Scope {

    /** Turns of these agents and sessions; of no agent if it reaches none. */
    record Of(List<AgentId> agents, KeyBinding keys) implements Scope {}

    record Refused(Refusal refusal) implements Scope {}
  }

  private Scope scope(Caller caller, Wish wish) {
    return switch (agents.ask(caller, wish.agent())) {
      case ReachedAgents.Asked.Unknown(Refusal refusal) -> new Scope.Refused(refusal);
      case ReachedAgents.Asked.Agents(List<AgentId> asked) ->
          wish.session().isBlank()
              ? new Scope.Of(asked, caller.keys())
              : ofSession(caller, wish, asked);
    };
  }

  /** A session out of reach has no turns, as one that never was. */
  private Scope ofSession(Caller caller, Wish wish, List<AgentId> asked) {
    AgentChoice choice =
        wish.agent().isBlank()
            ? AgentChoice.unnamed(configuration.now().defaultAgent())
            : AgentChoice.named(asked.getFirst());
    return switch (SessionKeys.resolve(wish.session(), choice, mainKey())) {
      case KeyResolution.Refused(RefusalReason reason, String message) ->
          new Scope.Refused(new Refusal(reason, message, "session"));
      case KeyResolution.Resolved(AgentId agent, SessionKey key) ->
          new Scope.Of(
              asked.contains(agent) && caller.keys().reaches(key) ? List.of(agent) : List.of(),
              new KeyBinding.Exact(key));
    };
  }

  private record Asked(List<AgentId> agents, KeyBinding keys, StateWish state) {}

  private Listing list(Asked asked, Start start, int limit) {
    return switch (start) {
      case Start.Newest() -> fromWaiting(asked, waiting(asked), limit);
      case Start.BehindWaiting(Instant since, TurnId turn) ->
          fromWaiting(
              asked,
              waiting(asked).stream().filter(waiting -> isBehind(waiting, since, turn)).toList(),
              limit);
      case Start.BehindBegun(Map<AgentId, Long> numbers) -> {
        TurnPages.Page page = begun(asked, numbers, limit);
        yield new Listing.Page(List.copyOf(page.turns()), page.rest(), page.unread());
      }
    };
  }

  private Listing fromWaiting(Asked asked, List<TurnView.Waiting> waiting, int limit) {
    int room = limit - waiting.size();
    if (room < 0) {
      return new Listing.Page(
          List.copyOf(waiting.subList(0, limit)), behind(waiting.get(limit - 1)), List.of());
    }
    if (room == 0) {
      TurnPages.Page next = begun(asked, Map.of(), 1);
      return new Listing.Page(
          List.copyOf(waiting),
          next.turns().isEmpty() ? new Rest.None() : behind(waiting.getLast()),
          next.unread());
    }
    TurnPages.Page page = begun(asked, Map.of(), room);
    Set<TurnId> begun = new HashSet<>();
    page.turns().forEach(turn -> begun.add(turn.turn().id()));
    List<TurnView> all = new ArrayList<>();
    // It was asked who waits before it was asked who runs, so a turn between the two is in both.
    waiting.stream().filter(turn -> !begun.contains(turn.id())).forEach(all::add);
    all.addAll(page.turns());
    return new Listing.Page(all, page.rest(), page.unread());
  }

  private static Rest behind(TurnView.Waiting last) {
    return new Rest.Some(new Start.BehindWaiting(last.since(), last.id()));
  }

  private static boolean isBehind(TurnView.Waiting waiting, Instant since, TurnId turn) {
    int order = waiting.since().compareTo(since);
    return order < 0 || (order == 0 && waiting.id().value().compareTo(turn.value()) < 0);
  }

  private List<TurnView.Waiting> waiting(Asked asked) {
    return switch (asked.state()) {
      case StateWish.Begun _ -> List.of();
      case StateWish.Any(), StateWish.Waiting() ->
          waitingHere().stream()
              .filter(waiting -> asked.agents().contains(waiting.agent()))
              .filter(waiting -> asked.keys().reaches(waiting.key()))
              .sorted(NEWEST_FIRST)
              .toList();
    };
  }

  private TurnPages.Page begun(Asked asked, Map<AgentId, Long> behind, int limit) {
    return switch (asked.state()) {
      case StateWish.Waiting() -> new TurnPages.Page(List.of(), new Rest.None(), List.of());
      case StateWish.Any() ->
          pages.read(asked.agents(), asked.keys(), EnumSet.allOf(TurnState.class), behind, limit);
      case StateWish.Begun(TurnState state) ->
          pages.read(asked.agents(), asked.keys(), Set.of(state), behind, limit);
    };
  }

  /** Who waits in this process; each process knows of its own only. */
  private List<TurnView.Waiting> waitingHere() {
    return running.waiting().stream()
        .map(
            turn ->
                new TurnView.Waiting(
                    turn.id(),
                    turn.request(),
                    turn.origin().previous(),
                    turn.agent(),
                    turn.key(),
                    turn.model(),
                    turn.since(),
                    turn.position()))
        .toList();
  }

  @Override
  public Finding find(Caller caller, String id) {
    try {
      return view(caller, id).<Finding>map(Finding.Found::new).orElseGet(Finding.Unknown::new);
    } catch (StorageFailure failure) {
      log.error("A turn could not be read", failure);
      return new Finding.Unreadable(StorageRefusals.ofLookup(failure));
    }
  }

  @Override
  public Abortion abort(Requester by, String id) {
    try {
      Optional<TurnView> turn = view(by.caller(), id);
      if (turn.isEmpty()) {
        refused(by, new AuditTarget.Nothing(), "turn_not_found");
        return new Abortion.Unknown();
      }
      return switch (turn.get()) {
        case TurnView.Waiting waiting -> abort(by, waiting);
        case TurnView.Withdrawn _ -> new Abortion.EndedBefore();
        case TurnView.Begun begun -> abort(by, begun);
      };
    } catch (StorageFailure failure) {
      log.error("A turn could not be read", failure);
      return new Abortion.Unreadable(StorageRefusals.ofLookup(failure));
    }
  }

  private Abortion abort(Requester by, TurnView.Waiting waiting) {
    stop(by, waiting.agent(), waiting.id());
    // It may have begun at the last moment, and is as stopped then.
    return turns
        .byId(waiting.agent(), waiting.id())
        .<Abortion>map(begun -> new Abortion.Stopped(new TurnView.Begun(waiting.agent(), begun)))
        .orElseGet(() -> new Abortion.Stopped(new TurnView.Withdrawn(waiting, clock.instant())));
  }

  private Abortion abort(Requester by, TurnView.Begun begun) {
    TurnId id = begun.turn().id();
    if (begun.turn().state().isTerminal()) {
      refused(by, new AuditTarget.OfAgent(begun.agent(), id.value()), "turn_ended");
      return new Abortion.EndedBefore();
    }
    if (!stop(by, begun.agent(), id) && !recovery.recover(by, begun.agent(), id)) {
      refused(by, new AuditTarget.OfAgent(begun.agent(), id.value()), "turn_elsewhere");
      return new Abortion.RunsElsewhere();
    }
    return new Abortion.Stopped(
        turns
            .byId(begun.agent(), id)
            .map(now -> new TurnView.Begun(begun.agent(), now))
            .orElse(begun));
  }

  /** Stops a turn of this process; whether there is one of that identity. */
  private boolean stop(Requester by, AgentId agent, TurnId id) {
    Optional<TurnStop> turn = running.find(id);
    turn.ifPresent(
        stop -> {
          stop.stop(StopReason.REQUESTED);
          stop.awaitOver(ABORT_WAIT);
          audit.made(by, AuditOperation.TURN_ABORT, new AuditTarget.OfAgent(agent, id.value()));
        });
    return turn.isPresent();
  }

  private void refused(Requester by, AuditTarget target, String reason) {
    audit.refused(by, AuditOperation.TURN_ABORT, target, reason);
  }

  /** A turn that a caller reaches, waiting or stored. */
  private Optional<TurnView> view(Caller caller, String text) {
    if (text.isEmpty() || text.length() > TurnId.MAX_LENGTH) {
      return Optional.empty();
    }
    TurnId id = new TurnId(text);
    Optional<TurnView> waiting =
        waitingHere().stream()
            .filter(turn -> turn.id().equals(id))
            .filter(turn -> caller.agents().reaches(turn.agent()))
            .filter(turn -> caller.keys().reaches(turn.key()))
            .<TurnView>map(turn -> turn)
            .findFirst();
    return waiting.isPresent() ? waiting : stored(caller, id);
  }

  private Optional<TurnView> stored(Caller caller, TurnId id) {
    Optional<StorageFailure> unreadable = Optional.empty();
    for (AgentId agent : agents.all(caller)) {
      try {
        Optional<TurnView> found =
            turns
                .shown(agent, id)
                .filter(turn -> ResponseLookup.reaches(caller, turn.scope()))
                .map(turn -> new TurnView.Begun(agent, turn));
        if (found.isPresent()) {
          return found;
        }
      } catch (StorageFailure failure) {
        log.warn("Agent {} could not be asked for a turn", agent, failure);
        unreadable = Optional.of(failure);
      }
    }
    if (unreadable.isPresent()) {
      throw unreadable.get();
    }
    return Optional.empty();
  }

  private MainKey mainKey() {
    return MainKey.of(configuration.now().session().mainKey());
  }
}
