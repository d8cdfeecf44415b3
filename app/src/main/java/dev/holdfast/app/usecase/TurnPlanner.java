package dev.holdfast.app.usecase;

import dev.holdfast.app.configuration.AgentSettings;
import dev.holdfast.app.usecase.RequestItems.Resolution;
import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.context.ContextAssembly;
import dev.holdfast.domain.context.SizedItem;
import dev.holdfast.domain.response.ResponseRecord;
import dev.holdfast.domain.route.ModelRoute;
import dev.holdfast.domain.session.RotationReason;
import dev.holdfast.domain.session.SessionChange;
import dev.holdfast.domain.session.SessionEntry;
import dev.holdfast.domain.session.SessionId;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.session.SessionResolution;
import dev.holdfast.domain.session.StoredSession;
import dev.holdfast.domain.transcript.Alignment;
import dev.holdfast.domain.transcript.ClientHabit;
import dev.holdfast.domain.transcript.HistoryAction;
import dev.holdfast.domain.transcript.HistoryAlignment;
import dev.holdfast.domain.transcript.HistoryAlignment.Lineage;
import dev.holdfast.domain.transcript.HistoryAlignment.Opening;
import dev.holdfast.domain.transcript.HistoryAlignment.Prefill;
import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.transcript.TranscriptEvent;
import dev.holdfast.domain.turn.PreviousAttempt;
import dev.holdfast.domain.turn.Refusal;
import dev.holdfast.domain.turn.RefusalReason;
import dev.holdfast.domain.turn.TurnApi;
import dev.holdfast.domain.turn.TurnId;
import dev.holdfast.domain.turn.TurnScope;
import dev.holdfast.ports.context.ContextEngine;
import dev.holdfast.ports.context.ContextRequest;
import dev.holdfast.ports.in.TurnRequest;
import dev.holdfast.ports.in.TurnRequest.Overflow;
import dev.holdfast.ports.out.env.IdSource;
import dev.holdfast.ports.out.model.TokenCounter;
import dev.holdfast.ports.out.read.ResponseReads;
import dev.holdfast.ports.out.read.SessionReads;
import dev.holdfast.ports.out.read.SessionReads.SessionSnapshot;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Loads a session, aligns the request with it and assembles what the model is to see. */
final class TurnPlanner {

  private final SessionReads sessions;
  private final ResponseReads responses;
  private final ContextEngine contexts;
  private final TurnInputs inputs;
  private final TokenCounter tokens;
  private final ModelCatalog models;
  private final SessionResets resets;
  private final IdSource ids;

  @Inject
  TurnPlanner(
      SessionReads sessions,
      ResponseReads responses,
      ContextEngine contexts,
      TurnInputs inputs,
      TokenCounter tokens,
      ModelCatalog models,
      SessionResets resets,
      IdSource ids) {
    this.sessions = sessions;
    this.responses = responses;
    this.contexts = contexts;
    this.inputs = inputs;
    this.tokens = tokens;
    this.models = models;
    this.resets = resets;
    this.ids = ids;
  }

  /** What is planned: an admitted request that has become a turn. */
  record Asked(
      Admission.Admitted admitted,
      TurnRequest request,
      TurnId turn,
      PreviousAttempt previous,
      Instant now) {

    AgentSettings agent() {
      return admitted.agent();
    }
  }

  /** Plans the turn of a key; the caller holds the key's lane. */
  TurnPlan plan(SessionKey key, Asked asked) {
    SessionSnapshot snapshot = sessions.snapshot(asked.agent().id(), key);
    return plan(
        SessionResolution.ofKey(
            asked.agent().id(), key, stored(snapshot), resets.policy(), asked.now()),
        snapshot,
        asked);
  }

  /** Plans the turn of a session that must exist under a key, whose lane the caller holds. */
  TurnPlan plan(SessionKey key, String session, Asked asked) {
    AgentId agent = asked.agent().id();
    SessionSnapshot snapshot =
        SessionId.isValid(session)
            ? sessions.snapshot(agent, new SessionId(session))
            : new SessionSnapshot.Absent();
    return plan(SessionResolution.ofId(agent, key, stored(snapshot)), snapshot, asked);
  }

  /** Plans a turn after a response of a key's session; the caller holds the key's lane. */
  TurnPlan planAfter(SessionKey key, ResponseRecord response, Asked asked) {
    AgentId agent = asked.agent().id();
    if (!(sessions.snapshot(agent, key) instanceof SessionSnapshot.Present present)
        || !present.entry().id().equals(response.session())) {
      return new TurnPlan.Refused(
          new Refusal(
              RefusalReason.PREVIOUS_RESPONSE_ELSEWHERE,
              "The session was reset since the response, so nothing can follow it there. Nothing"
                  + " was stored. Send the request without the response.",
              "previous_response_id"));
    }
    SessionEntry entry = present.entry();
    Optional<ModelRoute> selected = SelectedRoute.of(entry.selection(), asked);
    if (selected.isPresent()) {
      return new TurnPlan.Elsewhere(selected.get());
    }
    HistoryAction action =
        entry.head().equals(response.head()) ? HistoryAction.APPENDED : HistoryAction.BRANCHED;
    return after(
        response,
        TurnPlace.ofSession(
            entry.key(),
            entry.id(),
            entry.eventCount(),
            asked.agent(),
            SessionHistory.asItWasRead(entry, asked.now())),
        action,
        asked);
  }

  /** Plans the first turn of a transcript without a key. */
  TurnPlan planUnlisted(Overflow overflow, Asked asked) {
    return following(
        TurnPlace.unlisted(ids.newSessionId(), new TurnPlan.Ground.NewTranscript(), overflow),
        HistoryAction.SEEDED,
        List.of(),
        asked);
  }

  /** Plans a turn of a transcript that nobody sees, in the context of a key. */
  TurnPlan planInternal(SessionKey routing, Asked asked) {
    return following(
        TurnPlace.internal(routing, ids.newSessionId(), asked.agent()),
        HistoryAction.SEEDED,
        List.of(),
        asked);
  }

  /** Plans a turn after a response, of a session without its lane only if nothing is added. */
  TurnPlan planAfter(ResponseRecord response, Overflow overflow, Asked asked) {
    TurnPlace place =
        switch (response.turn().scope()) {
          case TurnScope.Keyed(SessionKey key, SessionId session) ->
              TurnPlace.ofSession(key, session, 0, asked.agent(), List.of());
          case TurnScope.Unlisted _, TurnScope.Stateless _ ->
              TurnPlace.unlisted(
                  response.session(), new TurnPlan.Ground.StoredTranscript(), overflow);
        };
    return after(response, place, HistoryAction.APPENDED, asked);
  }

  private TurnPlan plan(SessionResolution resolution, SessionSnapshot snapshot, Asked asked) {
    Optional<ModelRoute> selected = SelectedRoute.of(resolution, asked);
    if (selected.isPresent()) {
      return new TurnPlan.Elsewhere(selected.get());
    }
    return switch (resolution) {
      case SessionResolution.Refused(RefusalReason reason, String message) ->
          new TurnPlan.Refused(new Refusal(reason, message, "x-holdfast-session-id"));
      case SessionResolution.Created(AgentId _, SessionKey key) -> {
        SessionId id = ids.newSessionId();
        List<SessionChange> steps = List.of(new SessionChange.Reserve(key, id, asked.now()));
        yield ResetCommand.isIn(asked.request())
            ? new TurnPlan.Reset(new TurnPlan.Ground.Session(steps), id)
            : aligned(
                new SessionHistory(
                    key, id, 0, steps, Lineage.FIRST, ClientHabit.SENDS_NEW_MESSAGES, List.of()),
                asked);
      }
      case SessionResolution.Rotated(SessionEntry over, var reason) ->
          ResetCommand.isIn(asked.request())
              ? rotated(over, RotationReason.RESET, asked)
              : rotated(over, reason, asked);
      case SessionResolution.Resumed(SessionEntry entry) ->
          ResetCommand.isIn(asked.request())
              ? reset(entry, asked)
              : aligned(resumed(entry, path(snapshot), asked), asked);
    };
  }

  /** A transcript without events is as good as a new one. */
  private TurnPlan reset(SessionEntry entry, Asked asked) {
    return entry.eventCount() == 0
        ? new TurnPlan.Reset(
            new TurnPlan.Ground.Session(SessionHistory.asItWasRead(entry, asked.now())), entry.id())
        : rotated(entry, RotationReason.RESET, asked);
  }

  private TurnPlan rotated(SessionEntry over, RotationReason reason, Asked asked) {
    SessionId id = ids.newSessionId();
    List<SessionChange> steps =
        List.of(new SessionChange.Rotate(over.key(), over.id(), id, reason, asked.now()));
    return ResetCommand.isIn(asked.request())
        ? new TurnPlan.Reset(new TurnPlan.Ground.Session(steps), id)
        : aligned(
            new SessionHistory(
                over.key(), id, 0, steps, Lineage.AFTER_RESET, over.habit(), List.of()),
            asked);
  }

  /**
   * What stands before a turn that goes on with a session. One that tries a cancelled turn again
   * does not see what came of that: its head is put back to where that turn began.
   */
  private SessionHistory resumed(SessionEntry entry, List<TranscriptEvent> path, Asked asked) {
    SessionHistory history = SessionHistory.of(entry, path, asked.now());
    return switch (asked.previous()) {
      case PreviousAttempt.None() -> history;
      case PreviousAttempt.Of(TurnId turn) ->
          history.before(Set.copyOf(responses.eventsOf(asked.agent().id(), entry.id(), turn)));
    };
  }

  /** Plans a turn whose request is held against the history of its session. */
  private TurnPlan aligned(SessionHistory history, Asked asked) {
    return switch (resolve(asked)) {
      case Resolution.Unknown(Refusal refusal) -> new TurnPlan.Refused(refusal);
      case Resolution.Resolved(RequestItems items) ->
          placed(
              TurnPlace.ofSession(
                  history.key(),
                  history.session(),
                  history.eventCount(),
                  asked.agent(),
                  history.stepsAfter(items.items(), asked.now())),
              history.path(),
              HistoryAlignment.align(
                  asked.admitted().history(),
                  history.lineage(),
                  history.habit(),
                  history.path(),
                  items.items(),
                  opening(asked.request().api()),
                  prefill(asked)),
              items,
              asked);
    };
  }

  private TurnPlan after(
      ResponseRecord response, TurnPlace place, HistoryAction action, Asked asked) {
    return responses
        .branch(asked.agent().id(), response.session(), response.head())
        .map(path -> following(place, action, path, asked))
        .orElseGet(
            () ->
                new TurnPlan.Refused(
                    new Refusal(
                        RefusalReason.PREVIOUS_RESPONSE_NOT_FOUND,
                        "The conversation of the response was removed just now. Nothing was stored."
                            + " Send the conversation itself as input.",
                        "previous_response_id")));
  }

  /** Plans a turn that goes on from a place the request names. */
  private TurnPlan following(
      TurnPlace place, HistoryAction action, List<TranscriptEvent> path, Asked asked) {
    return switch (resolve(asked)) {
      case Resolution.Unknown(Refusal refusal) -> new TurnPlan.Refused(refusal);
      case Resolution.Resolved(RequestItems items) ->
          placed(
              place,
              path,
              HistoryAlignment.following(
                  action, path, items.items(), items.namedOf(path), prefill(asked)),
              items,
              asked);
    };
  }

  /** Looks up what a request without a transcript names. */
  Resolution resolve(TurnRequest request, AgentId agent) {
    return RequestItems.resolve(request, agent, responses);
  }

  private Resolution resolve(Asked asked) {
    return resolve(asked.request(), asked.agent().id());
  }

  private Prefill prefill(Asked asked) {
    return models.prefill(asked.admitted().route());
  }

  /** What a Responses request says at its start is said; its instructions are a member apart. */
  private static Opening opening(TurnApi api) {
    return switch (api) {
      case CHAT_COMPLETIONS -> Opening.HOLDS_FOR_TURN;
      case RESPONSES -> Opening.IS_SAID;
    };
  }

  private TurnPlan placed(
      TurnPlace place,
      List<TranscriptEvent> path,
      Alignment alignment,
      RequestItems items,
      Asked asked) {
    return switch (alignment) {
      case Alignment.Misfit(RefusalReason reason, String message) ->
          new TurnPlan.Refused(new Refusal(reason, message, "messages"));
      case Alignment.Aligned aligned -> assembled(place, path, aligned, items, asked);
    };
  }

  private TurnPlan assembled(
      TurnPlace place,
      List<TranscriptEvent> path,
      Alignment.Aligned aligned,
      RequestItems items,
      Asked asked) {
    TurnInput input = inputs.of(place, path, aligned, items, asked);
    List<Item> leading = new ArrayList<>(place.instructions());
    leading.addAll(asked.request().instructions());
    leading.addAll(aligned.leading());
    ContextRequest context =
        new ContextRequest(
            place.contextKey(),
            place.session(),
            leading.stream().map(item -> new SizedItem(item, tokens.count(item))).toList(),
            input.after(aligned.base(path)),
            models.inputBudget(asked.admitted().route(), asked.request().parameters().asChat()));
    return switch (contexts.assemble(context)) {
      case ContextAssembly.TooLong(long needed, long budget) -> tooLong(needed, budget);
      case ContextAssembly.Assembled assembly
          when place.overflow() == Overflow.REFUSED && assembly.omittedEvents() > 0 ->
          tooLong(sizeOf(context), context.budgetTokens());
      case ContextAssembly.Assembled assembly ->
          new TurnPlan.Ready(
              place.ground(),
              place.session(),
              aligned.action(),
              input.adopted(),
              input.events(),
              input.end(),
              assembly);
    };
  }

  private static long sizeOf(ContextRequest context) {
    return context.leading().stream().mapToLong(SizedItem::tokens).sum()
        + context.path().stream().mapToLong(TranscriptEvent::tokens).sum();
  }

  private static TurnPlan tooLong(long needed, long budget) {
    return new TurnPlan.Refused(
        new Refusal(
            RefusalReason.CONTEXT_LENGTH_EXCEEDED,
            "What the model must see takes about "
                + needed
                + " tokens and its context leaves room for "
                + budget
                + ". Nothing was stored. Shorten the messages, or ask a model with a larger"
                + " context.",
            "messages"));
  }

  private static StoredSession stored(SessionSnapshot snapshot) {
    return switch (snapshot) {
      case SessionSnapshot.Absent() -> new StoredSession.Absent();
      case SessionSnapshot.Present present -> new StoredSession.Present(present.entry());
    };
  }

  private static List<TranscriptEvent> path(SessionSnapshot snapshot) {
    return switch (snapshot) {
      case SessionSnapshot.Absent() -> List.of();
      case SessionSnapshot.Present present -> present.path();
    };
  }
}
