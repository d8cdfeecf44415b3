package dev.holdfast.ports.memory;

import dev.holdfast.domain.response.NewResponse;
import dev.holdfast.domain.response.ResponseId;
import dev.holdfast.domain.session.SessionId;
import dev.holdfast.domain.transcript.EventParent;
import dev.holdfast.domain.transcript.RawFields;
import dev.holdfast.ports.memory.AgentData.Listing;
import dev.holdfast.ports.memory.AgentData.ResponseRow;
import dev.holdfast.ports.memory.AgentData.TranscriptRow;
import dev.holdfast.ports.memory.AgentData.TurnRow;
import dev.holdfast.ports.out.write.ResponseWrites;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** Responses of an open transaction. */
final class InMemoryResponseWrites implements ResponseWrites {

  private final AgentDraft draft;

  InMemoryResponseWrites(AgentDraft draft) {
    this.draft = draft;
  }

  @Override
  public void add(NewResponse response) {
    draft.checkOpen();
    requireHead(response.session(), response.head());
    TurnRow turn = draft.turns.get(response.turn());
    boolean allowed =
        !draft.responses.containsKey(response.id())
            && turn != null
            && turn.isIn(response.session())
            && draft.responses.values().stream()
                .noneMatch(row -> row.response().turn().equals(response.turn()));
    if (!allowed) {
      throw InMemoryStore.constraint(
          "A response is the only one of a stored turn, in the transcript of that.");
    }
    draft.responses.put(response.id(), new ResponseRow(response, response.head(), RawFields.NONE));
  }

  @Override
  public void end(ResponseId response, EventParent head, RawFields extra) {
    draft.checkOpen();
    ResponseRow row = draft.responses.get(response);
    if (row != null) {
      requireHead(row.response().session(), head);
      draft.responses.put(response, new ResponseRow(row.response(), head, extra));
    }
  }

  @Override
  public boolean remove(ResponseId response) {
    draft.checkOpen();
    var removed = draft.responses.remove(response);
    if (removed == null) {
      return false;
    }
    SessionId session = removed.response().session();
    TranscriptRow transcript = draft.transcripts.get(session);
    boolean forsaken =
        transcript != null
            && transcript.listing() instanceof Listing.Unlisted
            && draft.responses.values().stream()
                .noneMatch(row -> row.response().session().equals(session))
            && draft.turns.values().stream()
                .noneMatch(turn -> turn.isIn(session) && turn.isRunning());
    if (forsaken) {
      removeTranscript(session);
    }
    return true;
  }

  @Override
  public int removeUnlistedBefore(Instant moment, int limit) {
    draft.checkOpen();
    List<SessionId> over =
        draft.transcripts.values().stream()
            .filter(row -> row.listing() instanceof Listing.Unlisted)
            .filter(row -> isOver(row, moment))
            .sorted(Comparator.comparing(TranscriptRow::startedAt))
            .limit(limit)
            .map(TranscriptRow::id)
            .toList();
    over.forEach(this::removeTranscript);
    return over.size();
  }

  private boolean isOver(TranscriptRow transcript, Instant moment) {
    List<TurnRow> turns =
        draft.turns.values().stream().filter(turn -> turn.isIn(transcript.id())).toList();
    return transcript.startedAt().isBefore(moment)
        && turns.stream().noneMatch(TurnRow::isRunning)
        && turns.stream()
            .max(Comparator.comparingLong(TurnRow::number))
            .filter(newest -> !newest.started().at().isBefore(moment))
            .isEmpty();
  }

  private void removeTranscript(SessionId session) {
    draft.responses.values().removeIf(row -> row.response().session().equals(session));
    draft.turns.replaceAll((id, turn) -> turn.isIn(session) ? turn.withoutContent() : turn);
    draft.transcripts.remove(session);
  }

  private void requireHead(SessionId session, EventParent head) {
    TranscriptRow transcript = draft.transcripts.get(session);
    boolean held = transcript == null ? head instanceof EventParent.Root : transcript.holds(head);
    if (!held) {
      throw new IllegalArgumentException("the head must be an event of the session");
    }
  }
}
