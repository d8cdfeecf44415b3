package dev.holdfast.app.usecase;

import dev.holdfast.app.usecase.Admission.Admitted;
import dev.holdfast.app.usecase.TurnEndStore.Answer;
import dev.holdfast.app.usecase.TurnStop.Whereabouts;
import dev.holdfast.domain.context.PromptItem;
import dev.holdfast.domain.transcript.AnswerIds;
import dev.holdfast.domain.transcript.Completeness;
import dev.holdfast.domain.transcript.EventId;
import dev.holdfast.domain.transcript.EventOrigin;
import dev.holdfast.domain.transcript.EventParent;
import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.transcript.NewEvent;
import dev.holdfast.domain.transcript.RawFields;
import dev.holdfast.domain.transcript.Role;
import dev.holdfast.domain.turn.EndReason;
import dev.holdfast.domain.turn.FailureCause;
import dev.holdfast.domain.turn.TurnEnding;
import dev.holdfast.domain.turn.TurnFailure;
import dev.holdfast.domain.turn.Usage;
import dev.holdfast.ports.in.Conversations.TurnObserver;
import dev.holdfast.ports.in.Conversations.TurnOutcome;
import dev.holdfast.ports.in.TurnFacts;
import dev.holdfast.ports.in.TurnRequest;
import dev.holdfast.ports.in.TurnRequest.Repetition;
import dev.holdfast.ports.out.model.KeptAnswer;
import dev.holdfast.ports.out.model.ModelCall;
import dev.holdfast.ports.out.model.ModelDelta;
import dev.holdfast.ports.out.model.ModelOutcome;
import dev.holdfast.ports.out.model.ModelOutcome.ReportedUsage;
import dev.holdfast.ports.out.model.ModelRuntime.Generation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The second half of a turn: asks the model and stores how it ended. */
final class TurnGeneration {

  private static final Logger log = LoggerFactory.getLogger(TurnGeneration.class);

  private static final String FOREIGN_WORDS_NOT_KEPT =
      "The caller was told the provider's words; they may quote the request and are not kept.";

  /** What is stored of an answer without words. */
  static final Item NOTHING_SAID = new Item.Message(Role.ASSISTANT, List.of(), RawFields.NONE);

  private final TurnMachinery machinery;
  private final TurnRequest request;
  private final TurnObserver observer;
  private final TurnStop stop;
  private final Admitted admitted;
  private final TurnFacts facts;
  private final BooleanSupplier mayGoOn;
  private final TurnEndStore ends;

  TurnGeneration(
      TurnMachinery machinery,
      TurnRequest request,
      TurnObserver observer,
      TurnStop stop,
      Admitted admitted,
      TurnFacts facts,
      BooleanSupplier mayGoOn) {
    this.machinery = machinery;
    this.request = request;
    this.observer = observer;
    this.stop = stop;
    this.admitted = admitted;
    this.facts = facts;
    this.mayGoOn = mayGoOn;
    this.ends = new TurnEndStore(machinery, stop, admitted.agent(), facts, request.response());
  }

  TurnOutcome run(List<PromptItem> prompt, TurnEnd end) {
    stop.moveTo(new Whereabouts.Begun(admitted.agent().id(), facts));
    stop.limitedTo(admitted.agent().turnTimeout(), machinery.leaseClock().read());
    try {
      observer.started(facts);
      return switch (ask(prompt)) {
        case ModelOutcome.Answered answered -> {
          machinery.calls().answered(admitted.route().provider());
          yield completed(answered, prompt, end);
        }
        case ModelOutcome.Failed(TurnFailure failure) -> unanswered(failure, end);
        case ModelOutcome.Cancelled(List<Item> partial) -> stopped(partial, end);
      };
    } catch (RuntimeException | Error defect) {
      // Whatever broke, the turn must reach an end that is stored.
      log.error(
          "A defect ended turn {} of request {} by {}",
          facts.turn(),
          request.id(),
          admitted.route(),
          defect);
      return failed(
          TurnFailure.of(
              FailureCause.INTERNAL,
              "The gateway failed while it talked to the model. Your input is kept; send the"
                  + " request again, and show the request id to the operator if it repeats."),
          end);
    }
  }

  private ModelOutcome ask(List<PromptItem> prompt) {
    Duration limit = admitted.agent().turnTimeout();
    ModelCall call =
        new ModelCall(admitted.route(), prompt, request.parameters(), request.delivery(), limit);
    TurnTimers.Timer timer = machinery.timers().after(limit, () -> stop.stop(StopReason.TIMED_OUT));
    long began = System.nanoTime();
    try {
      Generation generation = admitted.runtime().prepare(call, this::tell);
      stop.attach(generation);
      if (!mayGoOn.getAsBoolean()) {
        return new ModelOutcome.Cancelled(List.of());
      }
      ModelOutcome outcome = generation.run();
      return System.nanoTime() - began < limit.toNanos() ? outcome : atLimit(outcome);
    } finally {
      timer.cancel();
    }
  }

  /** Once another process has the session, nothing of this turn is told any more. */
  private void tell(ModelDelta delta) {
    if (mayGoOn.getAsBoolean()) {
      observer.delta(delta);
    }
  }

  /**
   * A runtime has the turn's limit too, and its own clock for it: which of the two notices a silent
   * upstream first is chance, so it is always told as the turn's.
   */
  private ModelOutcome atLimit(ModelOutcome outcome) {
    return switch (outcome) {
      case ModelOutcome.Failed(TurnFailure failure)
          when failure.cause() == FailureCause.UPSTREAM_TIMED_OUT ->
          new ModelOutcome.Failed(timedOut());
      case ModelOutcome.Failed failed -> failed;
      case ModelOutcome.Answered answered -> answered;
      case ModelOutcome.Cancelled cancelled -> cancelled;
    };
  }

  private TurnFailure timedOut() {
    return TurnFailure.of(
        FailureCause.TURN_TIMED_OUT,
        "The turn reached its time limit of "
            + admitted.agent().turnTimeout().toSeconds()
            + " s. Your input is kept; send the request again, or let the operator raise the"
            + " limit.");
  }

  private TurnOutcome completed(
      ModelOutcome.Answered answered, List<PromptItem> prompt, TurnEnd end) {
    ModelOutcome.Choice first = answered.choices().getFirst();
    List<NewEvent> events = answerEvents(first.items(), end, Completeness.COMPLETE);
    Usage usage = usage(answered, events, prompt, end);
    TurnEnding ending =
        switch (end) {
          case TurnEnd.InTranscript _ ->
              new TurnEnding.Completed(first.finish(), usage, answered.extra(), first.extra());
          case TurnEnd.Stateless() -> TurnEnding.Completed.plain(first.finish(), usage);
        };
    Answer answer = new Answer(events, answered.extra().and(first.extra()), kept(answered, end));
    return switch (ends.store(end, answer, ending)) {
      case TurnEndStore.Stored.Yes(Instant at) ->
          new TurnOutcome.Completed(facts, answered.choices(), usage, answered.extra(), at);
      case TurnEndStore.Stored.ByAnother() -> takenOver();
      case TurnEndStore.Stored.No() ->
          new TurnOutcome.Failed(
              facts,
              TurnFailure.of(
                  FailureCause.STORAGE_FAILED,
                  "The model answered but the answer could not be stored, so it does not count."
                      + " Your input is kept; send the request again."));
    };
  }

  /** Where no transcript has the answer, it is kept only if its client named the request. */
  private KeptAnswer kept(ModelOutcome.Answered answered, TurnEnd end) {
    return end instanceof TurnEnd.Stateless
            && request.arrival().repetition() instanceof Repetition.Named
        ? new KeptAnswer.Whole(answered.choices(), answered.extra())
        : new KeptAnswer.None();
  }

  private TurnOutcome unanswered(TurnFailure failure, TurnEnd end) {
    machinery.calls().failed(admitted.route().provider(), failure.cause());
    return failed(failure, end);
  }

  private TurnOutcome failed(TurnFailure failure, TurnEnd end) {
    // What the store says cannot change what the caller hears: the turn failed either way.
    TurnFailure kept =
        switch (end) {
          case TurnEnd.InTranscript _ -> failure;
          case TurnEnd.Stateless() -> withoutForeignWords(failure);
        };
    ends.store(end, Answer.NONE, new TurnEnding.Failed(kept));
    return new TurnOutcome.Failed(facts, failure);
  }

  /** What is kept of a failure where no content is: an upstream's message may quote the request. */
  private static TurnFailure withoutForeignWords(TurnFailure failure) {
    return switch (failure.cause()) {
      case UPSTREAM_REJECTED,
          UPSTREAM_CONTEXT_LENGTH,
          UPSTREAM_MODEL_NOT_FOUND,
          UPSTREAM_AUTH_FAILED,
          UPSTREAM_RATE_LIMITED,
          UPSTREAM_QUOTA_EXCEEDED,
          UPSTREAM_TIMED_OUT,
          UPSTREAM_UNREACHABLE,
          UPSTREAM_ERROR,
          UPSTREAM_BROKEN_OFF,
          UPSTREAM_INVALID_ANSWER ->
          new TurnFailure(failure.cause(), FOREIGN_WORDS_NOT_KEPT, failure.retryAfter());
      case TURN_TIMED_OUT, STORAGE_FAILED, LEASE_LOST, SHUTDOWN, INTERNAL -> failure;
    };
  }

  private TurnOutcome stopped(List<Item> partial, TurnEnd end) {
    StopReason reason = stop.reason().orElse(StopReason.CALLER_GONE);
    return switch (reason) {
      case CALLER_GONE -> {
        keep("caller_gone", partial, end);
        yield new TurnOutcome.Cancelled(facts);
      }
      case REQUESTED -> {
        keep(EndReason.REQUESTED, partial, end);
        yield new TurnOutcome.Aborted(facts);
      }
      case TOKEN_REVOKED -> {
        keep("token_revoked", partial, end);
        yield new TurnOutcome.Aborted(facts);
      }
      case TIMED_OUT -> unanswered(timedOut(), end);
      case LEASE_LOST -> takenOver();
      case SHUTDOWN -> {
        ends.store(end, Answer.NONE, new TurnEnding.Interrupted("shutdown"));
        yield new TurnOutcome.Failed(
            facts,
            TurnFailure.of(
                FailureCause.SHUTDOWN,
                "The gateway stopped before the model had answered. Your input is kept; send the"
                    + " request again."));
      }
    };
  }

  /** Whoever took the session over has stored how this turn ended. */
  private TurnOutcome takenOver() {
    return new TurnOutcome.Failed(
        facts,
        TurnFailure.of(
            FailureCause.LEASE_LOST,
            "This process was silent for too long, so another one took the session over. Your input"
                + " is kept; send the request again."));
  }

  /** Stores what came before the turn was cancelled. */
  private void keep(String reason, List<Item> partial, TurnEnd end) {
    List<Item> text = partial.stream().filter(Item.Message.class::isInstance).toList();
    List<NewEvent> events =
        text.isEmpty() ? List.of() : answerEvents(text, end, Completeness.INCOMPLETE);
    ends.store(
        end,
        new Answer(events, RawFields.NONE, new KeptAnswer.None()),
        new TurnEnding.Cancelled(reason));
  }

  private List<NewEvent> answerEvents(List<Item> items, TurnEnd end, Completeness completeness) {
    if (!(end instanceof TurnEnd.InTranscript place)) {
      return List.of();
    }
    // An answer without words is still an answer: the head must move past the question.
    List<Item> said = items.isEmpty() ? List.of(NOTHING_SAID) : items;
    var origin = new EventOrigin.Model(admitted.route().provider());
    Instant at = machinery.clock().instant();
    List<NewEvent> events = new ArrayList<>(said.size());
    EventParent parent = place.answerParent();
    AnswerIds ids = new AnswerIds(facts.turn());
    for (Item item : said) {
      EventId id = ids.next(item);
      int tokens = machinery.tokens().count(item);
      events.add(new NewEvent(id, parent, facts.turn(), at, item, tokens, origin, completeness));
      parent = EventParent.after(id);
    }
    return events;
  }

  private Usage usage(
      ModelOutcome.Answered answered, List<NewEvent> answer, List<PromptItem> prompt, TurnEnd end) {
    return switch (answered.usage()) {
      case ReportedUsage.Known(Usage usage) -> usage;
      case ReportedUsage.Unknown() -> {
        long input =
            switch (end) {
              case TurnEnd.InTranscript place -> place.promptTokens();
              case TurnEnd.Stateless() ->
                  prompt.stream().mapToLong(item -> machinery.tokens().count(item.item())).sum();
            };
        long output =
            answer.isEmpty()
                ? answered.choices().stream()
                    .flatMap(choice -> choice.items().stream())
                    .mapToLong(machinery.tokens()::count)
                    .sum()
                : answer.stream().mapToLong(NewEvent::tokens).sum();
        yield Usage.estimated(input, output);
      }
    };
  }
}
