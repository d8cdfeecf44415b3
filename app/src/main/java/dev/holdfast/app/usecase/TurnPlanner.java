package dev.holdfast.app.usecase;

import dev.holdfast.app.configuration.AgentSettings;
import dev.holdfast.app.usecase.WriteBoundary.SessionStep;
import dev.holdfast.domain.context.ContextAssembly;
import dev.holdfast.domain.context.SizedItem;
import dev.holdfast.domain.session.ContextEngineKey;
import dev.holdfast.domain.session.PreviousSession;
import dev.holdfast.domain.session.SessionChange;
import dev.holdfast.domain.session.SessionEntry;
import dev.holdfast.domain.session.SessionId;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.transcript.Alignment;
import dev.holdfast.domain.transcript.ClientHabit;
import dev.holdfast.domain.transcript.Completeness;
import dev.holdfast.domain.transcript.EventId;
import dev.holdfast.domain.transcript.EventOrigin;
import dev.holdfast.domain.transcript.EventParent;
import dev.holdfast.domain.transcript.HistoryAlignment;
import dev.holdfast.domain.transcript.HistoryAlignment.Lineage;
import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.transcript.NewEvent;
import dev.holdfast.domain.transcript.Role;
import dev.holdfast.domain.transcript.TranscriptEvent;
import dev.holdfast.domain.turn.Refusal;
import dev.holdfast.domain.turn.RefusalReason;
import dev.holdfast.domain.turn.TurnId;
import dev.holdfast.ports.context.ContextEngine;
import dev.holdfast.ports.context.ContextRequest;
import dev.holdfast.ports.in.TurnRequest;
import dev.holdfast.ports.out.env.IdSource;
import dev.holdfast.ports.out.model.TokenCounter;
import dev.holdfast.ports.out.read.SessionReads;
import dev.holdfast.ports.out.read.SessionReads.SessionSnapshot;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Loads a session, aligns the request with it and assembles what the model is to see. */
final class TurnPlanner {

  private final SessionReads sessions;
  private final ContextEngine contexts;
  private final TokenCounter tokens;
  private final ModelCatalog models;
  private final IdSource ids;

  @Inject
  TurnPlanner(
      SessionReads sessions,
      ContextEngine contexts,
      TokenCounter tokens,
      ModelCatalog models,
      IdSource ids) {
    this.sessions = sessions;
    this.contexts = contexts;
    this.tokens = tokens;
    this.models = models;
    this.ids = ids;
  }

  /** Plans the turn of a key; the caller holds the key's lane. */
  TurnPlan plan(
      Admission.Admitted admitted, SessionKey key, TurnRequest request, TurnId turn, Instant now) {
    return switch (sessions.snapshot(admitted.agent().id(), key)) {
      case SessionSnapshot.Absent() -> {
        SessionId session = ids.newSessionId();
        SessionStep step = new SessionStep.Change(new SessionChange.Reserve(key, session, now));
        yield plan(
            admitted, new Stored(key, session, step, Lineage.FIRST, List.of()), request, turn, now);
      }
      case SessionSnapshot.Present present ->
          plan(admitted, Stored.of(present), request, turn, now);
    };
  }

  /** Plans the turn of a session that must exist under a key. */
  TurnPlan plan(
      Admission.Admitted admitted,
      SessionKey key,
      String session,
      TurnRequest request,
      TurnId turn,
      Instant now) {
    if (SessionId.isValid(session)
        && sessions.snapshot(admitted.agent().id(), new SessionId(session))
            instanceof SessionSnapshot.Present present
        && present.entry().key().equals(key)) {
      return plan(admitted, Stored.of(present), request, turn, now);
    }
    return new TurnPlan.Refused(
        Refusal.of(
            RefusalReason.SESSION_NOT_FOUND,
            "No session with the given id exists under this key and agent. Nothing was stored. Send"
                + " the id of an existing session, or leave the session id out."));
  }

  private TurnPlan plan(
      Admission.Admitted admitted, Stored stored, TurnRequest request, TurnId turn, Instant now) {
    return switch (HistoryAlignment.align(
        admitted.history(),
        stored.lineage(),
        ClientHabit.shownBy(stored.path()),
        stored.path(),
        request.items(),
        models.prefill(admitted.route()))) {
      case Alignment.Misfit(RefusalReason reason, String message) ->
          new TurnPlan.Refused(new Refusal(reason, message, "messages"));
      case Alignment.Aligned aligned ->
          assembled(
              admitted, stored, request, aligned, events(aligned.input(), aligned.at(), turn, now));
    };
  }

  private TurnPlan assembled(
      Admission.Admitted admitted,
      Stored stored,
      TurnRequest request,
      Alignment.Aligned aligned,
      List<NewEvent> input) {
    ContextRequest context =
        new ContextRequest(
            ContextEngineKey.of(stored.key()),
            stored.session(),
            leading(admitted.agent(), aligned.leading()),
            path(stored.path(), aligned.at(), input),
            models.inputBudget(admitted.route(), request.parameters()));
    return switch (contexts.assemble(context)) {
      case ContextAssembly.TooLong(long needed, long budget) ->
          new TurnPlan.Refused(
              new Refusal(
                  RefusalReason.CONTEXT_LENGTH_EXCEEDED,
                  "The new messages and the instructions take about "
                      + needed
                      + " tokens and the model's context leaves room for "
                      + budget
                      + ". Nothing was stored. Shorten the message, or ask a model with a larger"
                      + " context.",
                  "messages"));
      case ContextAssembly.Assembled assembly ->
          new TurnPlan.Ready(
              stored.step(),
              stored.session(),
              aligned.action(),
              input,
              input.isEmpty() ? aligned.at() : EventParent.after(input.getLast().id()),
              assembly);
    };
  }

  private List<NewEvent> events(List<Item> items, EventParent at, TurnId turn, Instant now) {
    List<NewEvent> events = new ArrayList<>(items.size());
    EventParent parent = at;
    for (Item item : items) {
      EventId id = ids.newEventId();
      events.add(
          new NewEvent(
              id,
              parent,
              turn,
              now,
              item,
              tokens.count(item),
              EventOrigin.client(),
              Completeness.COMPLETE));
      parent = EventParent.after(id);
    }
    return events;
  }

  private List<SizedItem> leading(AgentSettings agent, List<Item> ofTurn) {
    List<SizedItem> leading = new ArrayList<>();
    if (!agent.instructions().isEmpty()) {
      leading.add(sized(Item.message(Role.SYSTEM, agent.instructions())));
    }
    ofTurn.forEach(item -> leading.add(sized(item)));
    return leading;
  }

  private SizedItem sized(Item item) {
    return new SizedItem(item, tokens.count(item));
  }

  /** The branch the model sees: what is stored up to the place the input follows, and the input. */
  private static List<TranscriptEvent> path(
      List<TranscriptEvent> stored, EventParent at, List<NewEvent> input) {
    List<TranscriptEvent> path = new ArrayList<>(stored.size() + input.size());
    if (at instanceof EventParent.After(EventId last)) {
      for (TranscriptEvent event : stored) {
        path.add(event);
        if (event.id().equals(last)) {
          break;
        }
      }
    }
    long sequence = stored.isEmpty() ? 0 : stored.getLast().sequence();
    for (NewEvent event : input) {
      path.add(event.at(++sequence));
    }
    return path;
  }

  /** What the store says of a session, or will once its step is done. */
  private record Stored(
      SessionKey key,
      SessionId session,
      SessionStep step,
      Lineage lineage,
      List<TranscriptEvent> path) {

    static Stored of(SessionSnapshot.Present present) {
      SessionEntry entry = present.entry();
      return new Stored(
          entry.key(),
          entry.id(),
          new SessionStep.Resume(),
          switch (entry.previous()) {
            case PreviousSession.None() -> Lineage.FIRST;
            case PreviousSession.Linked linked -> Lineage.AFTER_RESET;
          },
          present.path());
    }
  }
}
