package dev.holdfast.app.usecase;

import dev.holdfast.app.usecase.Admission.Admitted;
import dev.holdfast.app.usecase.Lanes.Lane;
import dev.holdfast.app.usecase.WriteBoundary.FirstCommit;
import dev.holdfast.app.usecase.WriteBoundary.KeptResponse;
import dev.holdfast.domain.context.PromptItem;
import dev.holdfast.domain.response.NewResponse;
import dev.holdfast.domain.response.PreviousResponse;
import dev.holdfast.domain.response.ResponseRecord;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.transcript.EventOrigin;
import dev.holdfast.domain.transcript.HistoryAction;
import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.turn.Refusal;
import dev.holdfast.domain.turn.RefusalReason;
import dev.holdfast.domain.turn.TurnChange;
import dev.holdfast.domain.turn.TurnId;
import dev.holdfast.domain.turn.TurnScope;
import dev.holdfast.ports.in.Conversations.Turn;
import dev.holdfast.ports.in.Conversations.TurnObserver;
import dev.holdfast.ports.in.Conversations.TurnOutcome;
import dev.holdfast.ports.in.TurnFacts;
import dev.holdfast.ports.in.TurnRequest;
import dev.holdfast.ports.in.TurnRequest.Overflow;
import dev.holdfast.ports.in.TurnRequest.ResponseWish;
import dev.holdfast.ports.out.env.StorageFailure;
import java.time.Duration;
import java.time.Instant;
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

  /** How often a turn re-reads a session that moved under it; only a reset can do that. */
  private static final int MAX_PLANS = 5;

  private final TurnMachinery machinery;
  private final TurnRequest request;
  private final TurnObserver observer;
  private final TurnStop stop = new TurnStop();

  TurnRun(TurnMachinery machinery, TurnRequest request, TurnObserver observer) {
    this.machinery = machinery;
    this.request = request;
    this.observer = observer;
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
          inLane(admitted, key, turn -> machinery.planner().plan(key, asked(admitted, turn)));
      case Admission.Conversation.ById(SessionKey key, String session) ->
          inLane(
              admitted, key, turn -> machinery.planner().plan(key, session, asked(admitted, turn)));
      case Admission.Conversation.AfterKeyed(SessionKey key, ResponseRecord response) ->
          inLane(
              admitted,
              key,
              turn -> machinery.planner().planAfter(key, response, asked(admitted, turn)));
      case Admission.Conversation.NewUnlisted(Overflow overflow) ->
          unlisted(
              admitted, turn -> machinery.planner().planUnlisted(overflow, asked(admitted, turn)));
      case Admission.Conversation.AfterUnlisted(ResponseRecord response, Overflow overflow) ->
          unlisted(
              admitted,
              turn -> machinery.planner().planAfter(response, overflow, asked(admitted, turn)));
      case Admission.Conversation.Beside(ResponseRecord response, Overflow overflow) ->
          beside(admitted, response, overflow);
    };
  }

  private TurnPlanner.Asked asked(Admitted admitted, TurnId turn) {
    return new TurnPlanner.Asked(admitted, request, turn, now());
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
        yield stateless(admitted, machinery.ids().newTurnId(), prompt);
      }
    };
  }

  private TurnOutcome stateless(Admitted admitted, TurnId turn, List<PromptItem> prompt) {
    Instant startedAt = now();
    TurnScope scope = new TurnScope.Stateless();
    // A stateless turn has no history to speak of; what the client sent is all there is.
    HistoryAction history = HistoryAction.SEEDED;
    new TurnBegin(machinery, admitted.agent().id())
        .store(started(admitted, turn, scope, history, startedAt));
    var facts = new TurnFacts(turn, scope, admitted.route(), history, startedAt);
    return new TurnGeneration(machinery, request, observer, stop, admitted, facts)
        .run(prompt, new TurnEnd.Stateless());
  }

  /** Runs a turn that sees the conversation of a response and adds nothing to it. */
  private TurnOutcome beside(Admitted admitted, ResponseRecord response, Overflow overflow) {
    TurnId turn = machinery.ids().newTurnId();
    return switch (machinery.planner().planAfter(response, overflow, asked(admitted, turn))) {
      case TurnPlan.Refused(Refusal refusal) -> new TurnOutcome.Refused(refusal);
      case TurnPlan.Ready plan -> stateless(admitted, turn, plan.context().items());
    };
  }

  /** Runs a turn of a transcript without a key: its branches grow at the same time. */
  private TurnOutcome unlisted(Admitted admitted, Planning planning) {
    TurnId turn = machinery.ids().newTurnId();
    return switch (planning.plan(turn)) {
      case TurnPlan.Refused(Refusal refusal) -> new TurnOutcome.Refused(refusal);
      case TurnPlan.Ready plan -> unlisted(admitted, turn, plan);
    };
  }

  private TurnOutcome unlisted(Admitted admitted, TurnId turn, TurnPlan.Ready plan) {
    TurnScope scope = new TurnScope.Unlisted(plan.session());
    TurnFacts facts = new TurnFacts(turn, scope, admitted.route(), plan.history(), now());
    new TurnBegin(machinery, admitted.agent().id()).store(first(admitted, plan, facts));
    return new TurnGeneration(machinery, request, observer, stop, admitted, facts)
        .run(
            plan.context().items(),
            new TurnEnd.Unlisted(plan.session(), plan.answerParent(), plan.context().tokens()));
  }

  /** Plans a turn; of a key only while its lane is held. */
  private interface Planning {
    TurnPlan plan(TurnId turn);
  }

  private TurnOutcome inLane(Admitted admitted, SessionKey key, Planning planning) {
    Lane lane = new Lane(admitted.agent().id(), key);
    switch (machinery.lanes().enter(lane, stop.place())) {
      case ENTERED -> {
        try {
          return machinery.running().isDraining() ? shuttingDown() : keyed(admitted, key, planning);
        } finally {
          machinery.lanes().leave(lane, stop.place());
        }
      }
      case QUEUE_FULL -> {
        return refused(
            RefusalReason.SESSION_QUEUE_FULL,
            "Too many requests wait for this session already ("
                + Lanes.QUEUE_DEPTH
                + "). Nothing was stored; send this one again when they are answered.");
      }
      case WAITED_TOO_LONG -> {
        return refused(
            RefusalReason.SESSION_QUEUE_FULL,
            "Another turn of this session took too long to wait for. Nothing was stored; send the"
                + " request again.");
      }
      case GIVEN_UP -> {
        return machinery.running().isDraining()
            ? shuttingDown()
            : refused(
                RefusalReason.CALLER_GONE,
                "The request left the queue before its turn came. Nothing was stored.");
      }
    }
    throw new IllegalStateException("every entry is handled");
  }

  private TurnOutcome keyed(Admitted admitted, SessionKey key, Planning planning) {
    for (int attempt = 0; attempt < MAX_PLANS; attempt++) {
      TurnId turn = machinery.ids().newTurnId();
      switch (planning.plan(turn)) {
        case TurnPlan.Refused(Refusal refusal) -> {
          return new TurnOutcome.Refused(refusal);
        }
        case TurnPlan.Ready plan -> {
          TurnScope scope = new TurnScope.Keyed(key, plan.session());
          var facts = new TurnFacts(turn, scope, admitted.route(), plan.history(), now());
          switch (new TurnBegin(machinery, admitted.agent().id())
              .store(key, first(admitted, plan, facts))) {
            case WriteBoundary.Beginning.Begun(long epoch) -> {
              return new TurnGeneration(machinery, request, observer, stop, admitted, facts)
                  .run(
                      plan.context().items(),
                      new TurnEnd.Keyed(
                          key,
                          plan.session(),
                          plan.answerParent(),
                          plan.context().tokens(),
                          epoch));
            }
            case WriteBoundary.Beginning.Busy() ->
                // The lane is ours, so nobody works on that turn: its end could not be stored.
                machinery.boundary().interruptLeftover(admitted.agent().id(), key, now());
            case WriteBoundary.Beginning.SessionMoved() -> {}
          }
        }
      }
    }
    return refused(
        RefusalReason.SESSION_QUEUE_FULL,
        "The session kept changing while the turn was prepared. Nothing was stored; send the"
            + " request again.");
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
        request.api(),
        request.model(),
        admitted.route(),
        history,
        machinery.instance(),
        at);
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
