package dev.holdfast.app.usecase;

import dev.holdfast.app.configuration.AgentSettings;
import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.context.ContextAssembly;
import dev.holdfast.domain.context.SizedItem;
import dev.holdfast.domain.session.ContextEngineKey;
import dev.holdfast.domain.session.PreviousSession;
import dev.holdfast.domain.session.ResetPolicy;
import dev.holdfast.domain.session.SessionChange;
import dev.holdfast.domain.session.SessionEntry;
import dev.holdfast.domain.session.SessionId;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.session.SessionResolution;
import dev.holdfast.domain.session.StoredSession;
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

  /** What is planned: an admitted request that has become a turn. */
  record Asked(Admission.Admitted admitted, TurnRequest request, TurnId turn, Instant now) {}

  /** Plans the turn of a key; the caller holds the key's lane. */
  TurnPlan plan(SessionKey key, Asked asked) {
    AgentId agent = asked.admitted().agent().id();
    SessionSnapshot snapshot = sessions.snapshot(agent, key);
    return plan(
        SessionResolution.ofKey(agent, key, stored(snapshot), ResetPolicy.NONE, asked.now()),
        snapshot,
        asked);
  }

  /** Plans the turn of a session that must exist under a key, whose lane the caller holds. */
  TurnPlan plan(SessionKey key, String session, Asked asked) {
    AgentId agent = asked.admitted().agent().id();
    SessionSnapshot snapshot =
        SessionId.isValid(session)
            ? sessions.snapshot(agent, new SessionId(session))
            : new SessionSnapshot.Absent();
    return plan(SessionResolution.ofId(agent, key, stored(snapshot)), snapshot, asked);
  }

  private TurnPlan plan(SessionResolution resolution, SessionSnapshot snapshot, Asked asked) {
    return switch (resolution) {
      case SessionResolution.Refused(RefusalReason reason, String message) ->
          new TurnPlan.Refused(new Refusal(reason, message, "x-holdfast-session-id"));
      case SessionResolution.Created(AgentId _, SessionKey key) -> {
        SessionId id = ids.newSessionId();
        yield aligned(
            new Ground(
                key,
                id,
                List.of(new SessionChange.Reserve(key, id, asked.now())),
                Lineage.FIRST,
                ClientHabit.SENDS_NEW_MESSAGES,
                List.of()),
            asked);
      }
      case SessionResolution.Rotated(SessionEntry over, var reason) -> {
        SessionId id = ids.newSessionId();
        yield aligned(
            new Ground(
                over.key(),
                id,
                List.of(new SessionChange.Rotate(over.key(), over.id(), id, reason, asked.now())),
                Lineage.AFTER_RESET,
                over.habit(),
                List.of()),
            asked);
      }
      case SessionResolution.Resumed(SessionEntry entry) ->
          aligned(Ground.of(entry, path(snapshot)), asked);
    };
  }

  private TurnPlan aligned(Ground ground, Asked asked) {
    TurnRequest request = asked.request();
    return switch (HistoryAlignment.align(
        asked.admitted().history(),
        ground.lineage(),
        ground.habit(),
        ground.path(),
        request.items(),
        models.prefill(asked.admitted().route()))) {
      case Alignment.Misfit(RefusalReason reason, String message) ->
          new TurnPlan.Refused(new Refusal(reason, message, "messages"));
      case Alignment.Aligned aligned ->
          assembled(ground, aligned, events(aligned.input(), aligned.at(), asked), asked);
    };
  }

  private TurnPlan assembled(
      Ground ground, Alignment.Aligned aligned, List<NewEvent> input, Asked asked) {
    ContextRequest context =
        new ContextRequest(
            ContextEngineKey.of(ground.key()),
            ground.session(),
            leading(asked.admitted().agent(), aligned.leading()),
            path(aligned.base(ground.path()), input),
            models.inputBudget(asked.admitted().route(), asked.request().parameters().asChat()));
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
              ground.stepsAfter(asked.request().items(), asked.now()),
              ground.session(),
              aligned.action(),
              input,
              input.isEmpty() ? aligned.at() : EventParent.after(input.getLast().id()),
              assembly);
    };
  }

  private List<NewEvent> events(List<Item> items, EventParent at, Asked asked) {
    List<NewEvent> events = new ArrayList<>(items.size());
    EventParent parent = at;
    for (Item item : items) {
      EventId id = ids.newEventId();
      events.add(
          new NewEvent(
              id,
              parent,
              asked.turn(),
              asked.now(),
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

  /** What the model sees of the session: the stored part and the input, which is stored next. */
  private static List<TranscriptEvent> path(List<TranscriptEvent> base, List<NewEvent> input) {
    List<TranscriptEvent> path = new ArrayList<>(base.size() + input.size());
    path.addAll(base);
    long sequence = base.isEmpty() ? 0 : base.getLast().sequence();
    for (NewEvent event : input) {
      path.add(event.at(++sequence));
    }
    return path;
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

  /**
   * What a turn stands on.
   *
   * @param steps what makes the session's row point here, if it does not yet
   */
  private record Ground(
      SessionKey key,
      SessionId session,
      List<SessionChange> steps,
      Lineage lineage,
      ClientHabit habit,
      List<TranscriptEvent> path) {

    static Ground of(SessionEntry entry, List<TranscriptEvent> path) {
      Lineage lineage =
          switch (entry.previous()) {
            case PreviousSession.None() -> Lineage.FIRST;
            case PreviousSession.Linked _ -> Lineage.AFTER_RESET;
          };
      return new Ground(entry.key(), entry.id(), List.of(), lineage, entry.habit(), path);
    }

    /** What a conversation begins with may be moved in from elsewhere; it tells no habit. */
    List<SessionChange> stepsAfter(List<Item> request, Instant now) {
      boolean begins = lineage == Lineage.FIRST && path.isEmpty();
      ClientHabit after = begins ? habit : habit.after(request);
      if (after == habit) {
        return steps;
      }
      List<SessionChange> all = new ArrayList<>(steps);
      all.add(new SessionChange.NoteHabit(key, after, now));
      return all;
    }
  }
}
