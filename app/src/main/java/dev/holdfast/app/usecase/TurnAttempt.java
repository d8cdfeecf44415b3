package dev.holdfast.app.usecase;

import dev.holdfast.app.usecase.Admission.Admitted;
import dev.holdfast.app.usecase.EarlierAttempts.Earlier;
import dev.holdfast.app.usecase.Lanes.Lane;
import dev.holdfast.app.usecase.Placement.Conversation;
import dev.holdfast.app.usecase.Placement.Placed;
import dev.holdfast.app.usecase.RunningTurns.Door;
import dev.holdfast.app.usecase.TurnCommits.FirstCommit;
import dev.holdfast.app.usecase.TurnStop.Whereabouts;
import dev.holdfast.domain.context.PromptItem;
import dev.holdfast.domain.response.ResponseRecord;
import dev.holdfast.domain.route.ModelRoute;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.transcript.EventOrigin;
import dev.holdfast.domain.transcript.HistoryAction;
import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.transcript.RawFields;
import dev.holdfast.domain.transcript.Role;
import dev.holdfast.domain.turn.FailureCause;
import dev.holdfast.domain.turn.FinishReason;
import dev.holdfast.domain.turn.LeaseHolder;
import dev.holdfast.domain.turn.PreviousAttempt;
import dev.holdfast.domain.turn.Refusal;
import dev.holdfast.domain.turn.TurnEnding;
import dev.holdfast.domain.turn.TurnFailure;
import dev.holdfast.domain.turn.TurnId;
import dev.holdfast.domain.turn.TurnScope;
import dev.holdfast.domain.turn.Usage;
import dev.holdfast.ports.in.Conversations.TurnObserver;
import dev.holdfast.ports.in.Conversations.TurnOutcome;
import dev.holdfast.ports.in.TurnFacts;
import dev.holdfast.ports.in.TurnRequest;
import dev.holdfast.ports.in.TurnRequest.Overflow;
import dev.holdfast.ports.in.TurnRequest.WhenBusy;
import dev.holdfast.ports.out.model.ModelOutcome.Choice;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One turn from its admission to its stored end.
 *
 * <p>Order of durability: turn, lease and input are committed before the model is asked; answer and
 * end are committed before the caller hears that the turn completed.
 */
final class TurnAttempt {

  /** How often a turn ends one that this process left running in its session. */
  private static final int MOST_LEFTOVERS = 5;

  private final TurnMachinery machinery;
  private final TurnRequest request;
  private final TurnObserver observer;
  private final TurnStop stop;
  private final Placed placed;
  private Admitted admitted;
  private PreviousAttempt previous;

  TurnAttempt(
      TurnMachinery machinery,
      TurnRequest request,
      TurnObserver observer,
      TurnStop stop,
      Placed placed,
      Admitted admitted,
      PreviousAttempt previous) {
    this.machinery = machinery;
    this.request = request;
    this.observer = observer;
    this.stop = stop;
    this.placed = placed;
    this.admitted = admitted;
    this.previous = previous;
  }

  /** Runs the turn; empty if its request's name was claimed by somebody else meanwhile. */
  Optional<TurnOutcome> run() {
    return switch (admitted.conversation()) {
      case Conversation.None() -> stateless();
      case Conversation.ByKey(SessionKey key) ->
          inLane(key, () -> machinery.planner().plan(key, asked()));
      case Conversation.ById(SessionKey key, String session) ->
          inLane(key, () -> machinery.planner().plan(key, session, asked()));
      case Conversation.AfterKeyed(SessionKey key, ResponseRecord response) ->
          inLane(key, () -> machinery.planner().planAfter(key, response, asked()));
      case Conversation.NewUnlisted(Overflow overflow) ->
          unlisted(machinery.planner().planUnlisted(overflow, asked()));
      case Conversation.Internal(SessionKey routing) ->
          unlisted(machinery.planner().planInternal(routing, asked()));
      case Conversation.AfterUnlisted(ResponseRecord response, Overflow overflow) ->
          unlisted(machinery.planner().planAfter(response, overflow, asked()));
      case Conversation.Beside(ResponseRecord response, Overflow overflow) ->
          beside(response, overflow);
    };
  }

  private TurnPlanner.Asked asked() {
    return new TurnPlanner.Asked(admitted, request, stop.id(), previous, now());
  }

  private Optional<TurnOutcome> stateless() {
    return switch (machinery.planner().resolve(request, admitted.agent().id())) {
      case RequestItems.Resolution.Unknown(Refusal refusal) -> refused(refusal);
      case RequestItems.Resolution.Resolved(RequestItems items) -> {
        List<PromptItem> prompt = new ArrayList<>();
        for (Item instruction : request.instructions()) {
          prompt.add(new PromptItem(instruction, EventOrigin.client()));
        }
        for (Item item : items.items()) {
          prompt.add(new PromptItem(item, items.originOf(item)));
        }
        yield stateless(prompt);
      }
    };
  }

  private Optional<TurnOutcome> stateless(List<PromptItem> prompt) {
    // A stateless turn has no history to speak of; what the client sent is all there is.
    var facts =
        new TurnFacts(
            stop.id(), new TurnScope.Stateless(), admitted.route(), HistoryAction.SEEDED, now());
    return switch (new TurnBegin(machinery, admitted.agent().id())
        .store(opening().started(facts), opening().claim())) {
      case Beginning.Begun _ -> Optional.of(ask(facts, prompt, new TurnEnd.Stateless()));
      case Beginning.Repeated() -> Optional.empty();
      case Beginning.Busy(), Beginning.Held _, Beginning.SessionMoved() ->
          throw new IllegalStateException("a turn without a session stands in nobody's way");
    };
  }

  /** Runs a turn that sees the conversation of a response and adds nothing to it. */
  private Optional<TurnOutcome> beside(ResponseRecord response, Overflow overflow) {
    return switch (machinery.planner().planAfter(response, overflow, asked())) {
      case TurnPlan.Refused(Refusal refusal) -> refused(refusal);
      case TurnPlan.Ready plan -> stateless(plan.context().items());
      case TurnPlan.Reset _, TurnPlan.Elsewhere _ ->
          throw new IllegalStateException("only a session is reset, or has a model chosen for it");
    };
  }

  /** Runs a turn of a transcript without a key: its branches grow at the same time. */
  private Optional<TurnOutcome> unlisted(TurnPlan planned) {
    return switch (planned) {
      case TurnPlan.Refused(Refusal refusal) -> refused(refusal);
      case TurnPlan.Ready plan -> {
        TurnFacts facts = facts(new TurnScope.Unlisted(plan.session()), plan.history());
        yield switch (new TurnBegin(machinery, admitted.agent().id())
            .store(opening().commit(plan, facts))) {
          case Beginning.Begun _ ->
              Optional.of(
                  ask(
                      facts,
                      plan.context().items(),
                      new TurnEnd.Unlisted(
                          plan.session(), plan.answerParent(), plan.context().tokens())));
          case Beginning.Repeated() -> Optional.empty();
          case Beginning.Busy(), Beginning.Held _, Beginning.SessionMoved() ->
              throw new IllegalStateException("a turn without a key stands in nobody's way");
        };
      }
      case TurnPlan.Reset _, TurnPlan.Elsewhere _ ->
          throw new IllegalStateException("only a session is reset, or has a model chosen for it");
    };
  }

  private TurnOutcome ask(TurnFacts facts, List<PromptItem> prompt, TurnEnd end) {
    return new TurnGeneration(machinery, request, observer, stop, admitted, facts, () -> true)
        .run(prompt, end);
  }

  /** Plans a turn of a key while its lane is held. */
  private interface Planning {
    TurnPlan plan();
  }

  private Optional<TurnOutcome> inLane(SessionKey key, Planning planning) {
    Lane lane = new Lane(admitted.agent().id(), key);
    stop.moveTo(new Whereabouts.Waiting(lane, opening().origin(), request.model()));
    Lanes.Entry entry =
        switch (request.arrival().whenBusy()) {
          case QUEUE -> machinery.lanes().enter(lane, stop.place());
          case REJECT -> machinery.lanes().tryEnter(lane, stop.place());
        };
    return switch (entry) {
      case Lanes.Entry.Entered() -> {
        try {
          yield machinery.running().door() != Door.OPEN
              ? Optional.of(TurnRefusals.noneBegins(machinery.running()))
              : keyed(key, planning);
        } finally {
          machinery.lanes().leave(lane, stop.place());
        }
      }
      case Lanes.Entry.Occupied(Instant since) ->
          Optional.of(TurnRefusals.busy(request.caller(), since, machinery.instance()));
      case Lanes.Entry.QueueFull() ->
          Optional.of(TurnRefusals.queueFull(machinery.queue().get().depth()));
      case Lanes.Entry.WaitedTooLong() -> Optional.of(TurnRefusals.waitedTooLong());
      case Lanes.Entry.GivenUp() -> Optional.of(TurnRefusals.gaveUp(machinery.running(), stop));
    };
  }

  private Optional<TurnOutcome> keyed(SessionKey key, Planning planning) {
    Patience patience = new Patience(machinery.queue().get().patience());
    for (int leftovers = 0; leftovers < MOST_LEFTOVERS; ) {
      if (endedMeanwhile()) {
        return Optional.empty();
      }
      LeaseClock.Reading at = machinery.leaseClock().read();
      TurnPlan plan = planning.plan();
      if (plan instanceof TurnPlan.Refused(Refusal refusal)) {
        return refused(refusal);
      }
      if (plan instanceof TurnPlan.Elsewhere(ModelRoute selected)) {
        switch (machinery.admission().admitSelected(request, placed, selected)) {
          case Admission.Refused(Refusal refusal) -> {
            return refused(refusal);
          }
          case Admitted other -> admitted = other;
        }
        leftovers++;
        continue;
      }
      SessionTurn turn = sessionTurn(key, plan);
      switch (new TurnBegin(machinery, admitted.agent().id()).store(key, turn.first())) {
        case Beginning.Begun(long epoch) -> {
          return Optional.of(leased(key, turn, epoch, at));
        }
        case Beginning.Repeated() -> {
          return Optional.empty();
        }
        case Beginning.Busy() -> {
          // The lane is ours, so nobody works on that turn: its end could not be stored.
          machinery
              .boundary()
              .interruptLeftover(admitted.agent().id(), key, machinery.instance(), now());
          leftovers++;
        }
        case Beginning.SessionMoved() -> {
          // Whoever moved it got on, so this is no deadlock; but it can happen again.
          if (patience.isOver()) {
            return Optional.of(TurnRefusals.waitedTooLong());
          }
        }
        case Beginning.Held(LeaseHolder holder) -> {
          Optional<TurnOutcome> refused = waitFor(holder, patience);
          if (refused.isPresent()) {
            return refused;
          }
        }
      }
    }
    return Optional.of(TurnRefusals.leftRunning());
  }

  /**
   * Whether what is to be tried again was answered while this turn waited for its session. What was
   * tried and failed meanwhile, by another process, is what this turn tries again.
   */
  private boolean endedMeanwhile() {
    return switch (machinery.earlier().of(request, placed)) {
      case Earlier.Nothing() -> false;
      case Earlier.Tried(TurnId newest) -> {
        previous = new PreviousAttempt.Of(newest);
        yield false;
      }
      case Earlier.Running(TurnId newest) -> {
        previous = new PreviousAttempt.Of(newest);
        yield false;
      }
      case Earlier.Answered _, Earlier.Refused _ -> true;
    };
  }

  /** Waits while another process runs the session; tells how the turn ends if that is too long. */
  private Optional<TurnOutcome> waitFor(LeaseHolder holder, Patience patience) {
    if (request.arrival().whenBusy() == WhenBusy.REJECT) {
      return Optional.of(TurnRefusals.busy(request.caller(), holder.since(), holder.owner()));
    }
    if (patience.isOver()) {
      return Optional.of(TurnRefusals.waitedTooLong());
    }
    return stop.waitElsewhere(patience.nextPause())
        ? Optional.of(TurnRefusals.gaveUp(machinery.running(), stop))
        : Optional.empty();
  }

  /** A turn of a session that is ready to begin. */
  private record SessionTurn(FirstCommit first, TurnFacts facts, Answering answering) {}

  /** What a turn of a session does once its begin is stored. */
  private interface Answering {
    TurnOutcome answer(HeldLease lease, long epoch);
  }

  private SessionTurn sessionTurn(SessionKey key, TurnPlan planned) {
    return switch (planned) {
      case TurnPlan.Refused _, TurnPlan.Elsewhere _ ->
          throw new IllegalStateException("only a turn that is ready begins");
      case TurnPlan.Reset plan -> {
        TurnFacts facts = facts(new TurnScope.Keyed(key, plan.session()), HistoryAction.APPENDED);
        yield new SessionTurn(
            opening().commit(plan, facts), facts, (lease, epoch) -> reset(facts, epoch));
      }
      case TurnPlan.Ready plan -> {
        TurnFacts facts = facts(new TurnScope.Keyed(key, plan.session()), plan.history());
        yield new SessionTurn(
            opening().commit(plan, facts),
            facts,
            (lease, epoch) ->
                new TurnGeneration(
                        machinery, request, observer, stop, admitted, facts, lease::isOurs)
                    .run(
                        plan.context().items(),
                        new TurnEnd.Keyed(
                            key,
                            plan.session(),
                            plan.answerParent(),
                            plan.context().tokens(),
                            epoch)));
      }
    };
  }

  private TurnOutcome leased(SessionKey key, SessionTurn turn, long epoch, LeaseClock.Reading at) {
    HeldLease lease =
        machinery
            .leases()
            .keep(new HeldLease.Grant(admitted.agent().id(), key, stop.id(), epoch, at), stop);
    try {
      return turn.answering().answer(lease, epoch);
    } finally {
      machinery.leases().letGo(lease);
    }
  }

  /** The answer to a command: nothing of it stands in the transcript that begins with it. */
  private TurnOutcome reset(TurnFacts facts, long epoch) {
    observer.started(facts);
    Choice choice =
        new Choice(
            List.of(Item.message(Role.ASSISTANT, ResetCommand.ANSWER)),
            FinishReason.STOP,
            RawFields.NONE);
    Usage usage = Usage.estimated(0, 0);
    switch (request.delivery()) {
      case STREAMED -> AnswerPieces.of(List.of(choice)).forEach(observer::delta);
      case WHOLE -> {}
    }
    TurnEnding ending = TurnEnding.Completed.plain(choice.finish(), usage);
    TurnEndStore ends =
        new TurnEndStore(machinery, stop, admitted.agent(), facts, request.response());
    return switch (ends.storeEndOnly(epoch, ending)) {
      case TurnEndStore.Stored.Yes(Instant stored) ->
          new TurnOutcome.Completed(facts, List.of(choice), usage, RawFields.NONE, stored);
      case TurnEndStore.Stored.No(), TurnEndStore.Stored.ByAnother() ->
          new TurnOutcome.Failed(
              facts,
              TurnFailure.of(
                  FailureCause.STORAGE_FAILED,
                  "The new conversation has begun, but that could not be stored as the end of this"
                      + " request. Go on with the session as usual."));
    };
  }

  /** As of the try before that is known now. */
  private TurnOpening opening() {
    return new TurnOpening(machinery, request, placed, admitted, previous);
  }

  private TurnFacts facts(TurnScope scope, HistoryAction history) {
    return new TurnFacts(stop.id(), scope, admitted.route(), history, now());
  }

  private static Optional<TurnOutcome> refused(Refusal refusal) {
    return Optional.of(new TurnOutcome.Refused(refusal));
  }

  private Instant now() {
    return machinery.clock().instant();
  }
}
