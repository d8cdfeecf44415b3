package dev.holdfast.ports.memory;

import dev.holdfast.domain.change.Change;
import dev.holdfast.domain.session.PreviousSession;
import dev.holdfast.domain.session.SessionId;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.transcript.EventId;
import dev.holdfast.domain.transcript.EventOrigin;
import dev.holdfast.domain.transcript.EventParent;
import dev.holdfast.domain.transcript.NewEvent;
import dev.holdfast.domain.transcript.TranscriptEvent;
import dev.holdfast.domain.turn.TurnId;
import dev.holdfast.ports.memory.AgentData.Listing;
import dev.holdfast.ports.memory.AgentData.SessionRow;
import dev.holdfast.ports.memory.AgentData.TranscriptRow;
import dev.holdfast.ports.out.write.TranscriptWrites;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Transcripts of an open transaction. */
final class InMemoryTranscriptWrites implements TranscriptWrites {

  private final AgentDraft draft;

  InMemoryTranscriptWrites(AgentDraft draft) {
    this.draft = draft;
  }

  @Override
  public void beginUnlisted(SessionId session, Instant at) {
    draft.checkOpen();
    TranscriptRow begun =
        new TranscriptRow(
            session,
            new Listing.Unlisted(),
            new PreviousSession.None(),
            EventParent.root(),
            AgentDraft.kept(at),
            List.of());
    if (draft.transcripts.putIfAbsent(session, begun) != null) {
      throw InMemoryStore.constraint("A session id is used once.");
    }
  }

  @Override
  public long append(SessionId session, List<NewEvent> events) {
    draft.checkOpen();
    if (events.isEmpty()) {
      throw new IllegalArgumentException("there is nothing to append");
    }
    TranscriptRow transcript = draft.transcripts.get(session);
    if (transcript == null) {
      throw new IllegalArgumentException("the session does not exist");
    }
    long first = transcript.events().size() + 1L;
    for (NewEvent event : events) {
      transcript = append(transcript, event);
    }
    draft.transcripts.put(session, transcript);
    if (transcript.listing() instanceof Listing.Of(SessionKey key)) {
      Instant at = AgentDraft.kept(events.getLast().at());
      touch(key, session, at);
      if (first == 1 && transcript.previous() instanceof PreviousSession.None) {
        draft.log(at, new Change.SessionCreated(key, session));
      }
    }
    return first;
  }

  @Override
  public void adopt(TurnId turn, SessionId session, List<EventId> events) {
    draft.checkOpen();
    TranscriptRow transcript = draft.transcripts.get(session);
    List<TranscriptEvent> adopted = new ArrayList<>(draft.adopted.getOrDefault(turn, List.of()));
    for (EventId id : events) {
      @Nullable TranscriptEvent event = transcript == null ? null : transcript.event(id);
      if (event == null) {
        throw new IllegalArgumentException("only events of the session are adopted");
      }
      if (!draft.turns.containsKey(turn) || adopted.contains(event)) {
        throw InMemoryStore.constraint("A stored turn adopts an event once.");
      }
      adopted.add(event);
    }
    draft.adopted.put(turn, List.copyOf(adopted));
  }

  private TranscriptRow append(TranscriptRow transcript, NewEvent event) {
    if (!transcript.holds(event.parent())) {
      throw new IllegalArgumentException("a parent must be an event of the session");
    }
    if (transcript.holds(EventParent.after(event.id()))) {
      throw InMemoryStore.constraint("An event id is used once in a session.");
    }
    if (event.origin() instanceof EventOrigin.Model(var provider)) {
      draft.blocked.check(provider);
    }
    List<TranscriptEvent> events = new ArrayList<>(transcript.events());
    events.add(
        new TranscriptEvent(
            event.id(),
            events.size() + 1L,
            event.parent(),
            event.turn(),
            AgentDraft.kept(event.at()),
            event.item(),
            event.tokens(),
            event.origin(),
            event.completeness()));
    return new TranscriptRow(
        transcript.id(),
        transcript.listing(),
        transcript.previous(),
        transcript.head(),
        transcript.startedAt(),
        events);
  }

  private void touch(SessionKey key, SessionId session, Instant at) {
    SessionRow row = draft.sessions.get(key);
    if (row != null && row.id().equals(session)) {
      draft.sessions.put(
          row.key(),
          new SessionRow(
              row.key(),
              row.id(),
              row.selection(),
              row.label(),
              row.habit(),
              row.createdAt(),
              at,
              at,
              row.version() + 1));
    }
  }
}
