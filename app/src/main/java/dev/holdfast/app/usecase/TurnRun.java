package dev.holdfast.app.usecase;

import dev.holdfast.app.usecase.Admission.Admitted;
import dev.holdfast.app.usecase.Lanes.Lane;
import dev.holdfast.app.usecase.TurnStop.Whereabouts;
import dev.holdfast.app.usecase.WriteBoundary.FirstCommit;
import dev.holdfast.app.usecase.WriteBoundary.KeptResponse;
import dev.holdfast.domain.context.PromptItem;
import dev.holdfast.domain.response.NewResponse;
import dev.holdfast.domain.response.PreviousResponse;
import dev.holdfast.domain.response.ResponseRecord;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.token.Scope;
import dev.holdfast.domain.transcript.EventOrigin;
import dev.holdfast.domain.transcript.HistoryAction;
import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.turn.InstanceId;
import dev.holdfast.domain.turn.LeaseHolder;
import dev.holdfast.domain.turn.PreviousAttempt;
import dev.holdfast.domain.turn.Refusal;
import dev.holdfast.domain.turn.RefusalReason;
import dev.holdfast.domain.turn.TurnChange;
import dev.holdfast.domain.turn.TurnId;
import dev.holdfast.domain.turn.TurnOrigin;
import dev.holdfast.domain.turn.TurnScope;
import dev.holdfast.ports.in.Conversations.Turn;
import dev.holdfast.ports.in.Conversations.TurnObserver;
import dev.holdfast.ports.in.Conversations.TurnOutcome;
import dev.holdfast.ports.in.TurnFacts;
import dev.holdfast.ports.in.TurnRequest;
import dev.holdfast.ports.in.TurnRequest.Overflow;
import dev.holdfast.ports.in.TurnRequest.ResponseWish;
import dev.holdfast.ports.in.TurnRequest.WhenBusy;
import dev.holdfast.ports.out.env.StorageFailure;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * One turn from admission to its stored end, on the thread that runs it.
 *
 * <p>Order of durability: turn, lease and input are committed before the model is asked; answer and
 * end are committed before the caller hears that the turn completed.
 */
final class TurnRun implements Turn {

  /** How long a caller may be gone before its turn is stopped: a retry can still come back. */
  private static final Duration GONE_GRACE = Duration.ofSeconds(10);

  /** How often a turn ends one that this process left running in its session. */
  private static final int MAX_PLANS = 5;

  private final TurnMachinery machinery;
  private final TurnRequest request;
  private final TurnObserver observer;
  private final TurnStop stop;

  TurnRun(TurnMachinery machinery, TurnRequest request, TurnObserver observer) {
    this.machinery = machinery;
    this.request = request;
    this.observer = observer;
    this.stop =
        new TurnStop(machinery.ids().newTurnId(), request.id(), machinery.clock().instant());
  }

  /** Its identity, also while it waits. */
  TurnId id() {
    return stop.id();
  }

  @Override
  public void callerGone() {
    machinery.timers().after(GONE_GRACE, () -> stop.stop(StopReason.CALLER_GONE));
  }

  @Override
  public void leaveQueue() {
    stop.leaveQueue();
  }

  @Override
  public TurnOutcome run() {
    if (!machinery.running().enter(stop)) {
      return shuttingDown();
    }
    try {
      return switch (machinery.admission().admit(request)) {
        case Admission.Refused(Refusal refusal) -> new TurnOutcome.Refused(refusal);
        case Admitted admitted -> run(admitted);
      };
    } catch (StorageFailure failure) {
      return new TurnOutcome.Refused(StorageRefusals.of(failure));
    } finally {
      machinery.running().leave(stop);
    }
  }

  private TurnOutcome run(Admitted admitted) {
    return switch (admitted.conversation()) {
      case Admission.Conversation.None() -> stateless(admitted);
      case Admission.Conversation.ByKey(SessionKey key) ->
          inLane(admitted, key, () -> machinery.planner().plan(key, asked(admitted)));
      case Admission.Conversation.ById(SessionKey key, String session) ->
          inLane(admitted, key, () -> machinery.planner().plan(key, session, asked(admitted)));
      case Admission.Conversation.AfterKeyed(SessionKey key, ResponseRecord response) ->
          inLane(
              admitted, key, () -> machinery.planner().planAfter(key, response, asked(admitted)));
      case Admission.Conversation.NewUnlisted(Overflow overflow) ->
          unlisted(admitted, () -> machinery.planner().planUnlisted(overflow, asked(admitted)));
      case Admission.Conversation.AfterUnlisted(ResponseRecord response, Overflow overflow) ->
          unlisted(
              admitted, () -> machinery.planner().planAfter(response, overflow, asked(admitted)));
      case Admission.Conversation.Beside(ResponseRecord response, Overflow overflow) ->
          beside(admitted, response, overflow);
    };
  }

  private TurnPlanner.Asked asked(Admitted admitted) {
    return new TurnPlanner.Asked(admitted, request, stop.id(), now());
  }

  private TurnOutcome stateless(Admitted admitted) {
    return switch (machinery.planner().resolve(request, admitted.agent().id())) {
      case RequestItems.Resolution.Unknown(Refusal refusal) -> new TurnOutcome.Refused(refusal);
      case RequestItems.Resolution.Resolved(RequestItems items) -> {
        List<PromptItem> prompt = new ArrayList<>();
        for (Item instruction : request.instructions()) {
          prompt.add(new PromptItem(instruction, EventOrigin.client()));
        }
        for (Item item : items.items()) {
          prompt.add(new PromptItem(item, items.originOf(item)));
        }
        yield stateless(admitted, prompt);
      }
    };
  }

  private TurnOutcome stateless(Admitted admitted, List<PromptItem> prompt) {
    Instant startedAt = now();
    TurnScope scope = new TurnScope.Stateless();
    // A stateless turn has no history to speak of; what the client sent is all there is.
    HistoryAction history = HistoryAction.SEEDED;
    new TurnBegin(machinery, admitted.agent().id())
        .store(started(admitted, stop.id(), scope, history, startedAt));
    var facts = new TurnFacts(stop.id(), scope, admitted.route(), history, startedAt);
    return new TurnGeneration(machinery, request, observer, stop, admitted, facts, () -> true)
        .run(prompt, new TurnEnd.Stateless());
  }

  /** Runs a turn that sees the conversation of a response and adds nothing to it. */
  private TurnOutcome beside(Admitted admitted, ResponseRecord response, Overflow overflow) {
    return switch (machinery.planner().planAfter(response, overflow, asked(admitted))) {
      case TurnPlan.Refused(Refusal refusal) -> new TurnOutcome.Refused(refusal);
      case TurnPlan.Ready plan -> stateless(admitted, plan.context().items());
    };
  }

  /** Runs a turn of a transcript without a key: its branches grow at the same time. */
  private TurnOutcome unlisted(Admitted admitted, Planning planning) {
    return switch (planning.plan()) {
      case TurnPlan.Refused(Refusal refusal) -> new TurnOutcome.Refused(refusal);
      case TurnPlan.Ready plan -> unlisted(admitted, plan);
    };
  }

  private TurnOutcome unlisted(Admitted admitted, TurnPlan.Ready plan) {
    TurnScope scope = new TurnScope.Unlisted(plan.session());
    TurnFacts facts = new TurnFacts(stop.id(), scope, admitted.route(), plan.history(), now());
    new TurnBegin(machinery, admitted.agent().id()).store(first(admitted, plan, facts));
    return new TurnGeneration(machinery, request, observer, stop, admitted, facts, () -> true)
        .run(
            plan.context().items(),
            new TurnEnd.Unlisted(plan.session(), plan.answerParent(), plan.context().tokens()));
  }

  /** Plans a turn; of a key only while its lane is held. */
  private interface Planning {
    TurnPlan plan();
  }

  private TurnOutcome inLane(Admitted admitted, SessionKey key, Planning planning) {
    Lane lane = new Lane(admitted.agent().id(), key);
    stop.moveTo(new Whereabouts.Waiting(lane, origin(), request.model()));
    Lanes.Entry entry =
        switch (request.arrival().whenBusy()) {
          case QUEUE -> machinery.lanes().enter(lane, stop.place());
          case REJECT -> machinery.lanes().tryEnter(lane, stop.place());
        };
    return switch (entry) {
      case Lanes.Entry.Entered() -> {
        try {
          yield machinery.running().isDraining() ? shuttingDown() : keyed(admitted, key, planning);
        } finally {
          machinery.lanes().leave(lane, stop.place());
        }
      }
      case Lanes.Entry.Occupied(Instant since) -> busy(since, machinery.instance());
      case Lanes.Entry.QueueFull() ->
          refused(
              RefusalReason.SESSION_QUEUE_FULL,
              "Too many requests wait for this session already ("
                  + machinery.queue().depth()
                  + "). Nothing was stored; send this one again when they are answered.");
      case Lanes.Entry.WaitedTooLong() -> waitedTooLong();
      case Lanes.Entry.GivenUp() -> gaveUp();
    };
  }

  private static TurnOutcome waitedTooLong() {
    return refused(
        RefusalReason.SESSION_QUEUE_FULL,
        "Another turn of this session took too long to wait for. Nothing was stored; send the"
            + " request again.");
  }

  private TurnOutcome gaveUp() {
    return machinery.running().isDraining()
        ? shuttingDown()
        : refused(
            RefusalReason.CALLER_GONE,
            "The request left the queue before its turn came. Nothing was stored.");
  }

  /** Who runs the session is told to those only who may know of processes and machines. */
  private TurnOutcome busy(Instant since, InstanceId holder) {
    String by = request.caller().scope().permits(Scope.ADMIN) ? " by " + holder : "";
    return refused(
        RefusalReason.SESSION_BUSY,
        "Another turn of this session has been running since "
            + since.truncatedTo(ChronoUnit.MILLIS)
            + by
            + ", and the request does not want to wait. Nothing was stored.");
  }

  private TurnOutcome keyed(Admitted admitted, SessionKey key, Planning planning) {
    Patience patience = new Patience(machinery.queue().patience());
    for (int leftovers = 0; leftovers < MAX_PLANS; ) {
      switch (planning.plan()) {
        case TurnPlan.Refused(Refusal refusal) -> {
          return new TurnOutcome.Refused(refusal);
        }
        case TurnPlan.Ready plan -> {
          TurnScope scope = new TurnScope.Keyed(key, plan.session());
          var facts = new TurnFacts(stop.id(), scope, admitted.route(), plan.history(), now());
          LeaseClock.Reading at = machinery.leaseClock().read();
          switch (new TurnBegin(machinery, admitted.agent().id())
              .store(key, first(admitted, plan, facts))) {
            case WriteBoundary.Beginning.Begun(long epoch) -> {
              return leased(admitted, key, plan, facts, epoch, at);
            }
            case WriteBoundary.Beginning.Busy() -> {
              // The lane is ours, so nobody works on that turn: its end could not be stored.
              machinery.boundary().interruptLeftover(admitted.agent().id(), key, now());
              leftovers++;
            }
            case WriteBoundary.Beginning.SessionMoved() -> {
              // Whoever moved it got on, so this is no deadlock; but it can happen again.
              if (patience.isOver()) {
                return waitedTooLong();
              }
            }
            case WriteBoundary.Beginning.Held(LeaseHolder holder) -> {
              if (request.arrival().whenBusy() == WhenBusy.REJECT) {
                return busy(holder.since(), holder.owner());
              }
              if (patience.isOver()) {
                return waitedTooLong();
              }
              if (stop.waitElsewhere(patience.nextPause())) {
                return gaveUp();
              }
            }
          }
        }
      }
    }
    return refused(
        RefusalReason.SESSION_QUEUE_FULL,
        "An earlier turn of the session could not be ended. Nothing was stored; send the request"
            + " again.");
  }

  private TurnOutcome leased(
      Admitted admitted,
      SessionKey key,
      TurnPlan.Ready plan,
      TurnFacts facts,
      long epoch,
      LeaseClock.Reading at) {
    HeldLease lease =
        machinery
            .leases()
            .keep(new HeldLease.Grant(admitted.agent().id(), key, facts.turn(), epoch, at), stop);
    try {
      return new TurnGeneration(machinery, request, observer, stop, admitted, facts, lease::isOurs)
          .run(
              plan.context().items(),
              new TurnEnd.Keyed(
                  key, plan.session(), plan.answerParent(), plan.context().tokens(), epoch));
    } finally {
      machinery.leases().letGo(lease);
    }
  }

  private FirstCommit first(Admitted admitted, TurnPlan.Ready plan, TurnFacts facts) {
    return new FirstCommit(
        plan.ground(),
        plan.session(),
        plan.input(),
        started(admitted, facts.turn(), facts.scope(), facts.history(), facts.startedAt()),
        kept(admitted, plan, facts));
  }

  private KeptResponse kept(Admitted admitted, TurnPlan.Ready plan, TurnFacts facts) {
    return switch (request.response()) {
      case ResponseWish.None() -> new KeptResponse.None();
      case ResponseWish.Kept(var id, var settings, var execution) ->
          new KeptResponse.Begun(
              new NewResponse(
                  id,
                  previous(admitted.conversation()),
                  facts.turn(),
                  plan.session(),
                  plan.answerParent(),
                  settings,
                  execution));
    };
  }

  private static PreviousResponse previous(Admission.Conversation conversation) {
    return switch (conversation) {
      case Admission.Conversation.None(),
          Admission.Conversation.ByKey _,
          Admission.Conversation.ById _,
          Admission.Conversation.NewUnlisted _,
          Admission.Conversation.Beside _ ->
          new PreviousResponse.None();
      case Admission.Conversation.AfterUnlisted(ResponseRecord response, _) ->
          new PreviousResponse.After(response.id());
      case Admission.Conversation.AfterKeyed(_, ResponseRecord response) ->
          new PreviousResponse.After(response.id());
    };
  }

  private TurnChange.Started started(
      Admitted admitted, TurnId turn, TurnScope scope, HistoryAction history, Instant at) {
    return new TurnChange.Started(
        turn,
        scope,
        request.id(),
        origin(),
        request.api(),
        request.model(),
        admitted.route(),
        history,
        machinery.instance(),
        at);
  }

  private TurnOrigin origin() {
    return new TurnOrigin(
        request.caller().tokenId(), request.arrival().digest(), new PreviousAttempt.None());
  }

  private static TurnOutcome shuttingDown() {
    return refused(
        RefusalReason.SHUTTING_DOWN,
        "The gateway is stopping. Nothing was stored; send the request again in a few seconds.");
  }

  private static TurnOutcome refused(RefusalReason reason, String message) {
    return new TurnOutcome.Refused(Refusal.of(reason, message));
  }

  private Instant now() {
    return machinery.clock().instant();
  }
}
