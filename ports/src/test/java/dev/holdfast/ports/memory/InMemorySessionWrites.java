package dev.holdfast.ports.memory;

import dev.holdfast.domain.change.Change;
import dev.holdfast.domain.route.ModelRoute;
import dev.holdfast.domain.route.RouteSelection;
import dev.holdfast.domain.session.PreviousSession;
import dev.holdfast.domain.session.SessionChange;
import dev.holdfast.domain.session.SessionId;
import dev.holdfast.domain.transcript.ClientHabit;
import dev.holdfast.domain.transcript.EventParent;
import dev.holdfast.ports.memory.AgentData.Listing;
import dev.holdfast.ports.memory.AgentData.SessionRow;
import dev.holdfast.ports.memory.AgentData.TranscriptRow;
import dev.holdfast.ports.out.write.SessionWrites;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Session rows of an open transaction. */
final class InMemorySessionWrites implements SessionWrites {

  private final AgentDraft draft;

  InMemorySessionWrites(AgentDraft draft) {
    this.draft = draft;
  }

  @Override
  public Result apply(SessionChange change) {
    draft.checkOpen();
    SessionRow row = draft.sessions.get(change.key());
    if (row == null) {
      return change instanceof SessionChange.Reserve reserve
          ? reserve(reserve)
          : new Result.Missing();
    }
    Instant at = AgentDraft.kept(change.at());
    return switch (change) {
      case SessionChange.Expect expected ->
          row.version() == expected.version() ? applied(row) : outdated(row);
      case SessionChange.Reserve reserve -> outdated(row);
      case SessionChange.Rotate rotate ->
          row.id().equals(rotate.expected()) ? rotate(row, rotate, at) : outdated(row);
      case SessionChange.MoveHead move ->
          row.id().equals(move.id()) ? moveHead(row, move, at) : outdated(row);
      case SessionChange.NoteHabit note -> noteHabit(row, note);
      case SessionChange.SelectRoute select -> {
        draft.blocked.check(select.route());
        yield select(row, new RouteSelection.Chosen(select.route(), select.provenance()), at);
      }
      case SessionChange.ClearRoute clear -> select(row, new RouteSelection.AgentDefault(), at);
    };
  }

  private Result reserve(SessionChange.Reserve reserve) {
    Instant at = AgentDraft.kept(reserve.at());
    openTranscript(reserve.id(), reserve, new PreviousSession.None(), at);
    return store(
        new SessionRow(
            reserve.key(),
            reserve.id(),
            new RouteSelection.AgentDefault(),
            ClientHabit.SENDS_NEW_MESSAGES,
            at,
            at,
            at,
            1));
  }

  private Result rotate(SessionRow row, SessionChange.Rotate rotate, Instant at) {
    openTranscript(rotate.next(), rotate, new PreviousSession.Linked(row.id()), at);
    RouteSelection kept =
        row.selection() instanceof RouteSelection.Chosen chosen
                && chosen.provenance().survivesReset()
            ? chosen
            : new RouteSelection.AgentDefault();
    draft.log(at, new Change.SessionReset(row.key(), rotate.next(), rotate.reason()));
    return store(
        new SessionRow(
            row.key(),
            rotate.next(),
            kept,
            row.habit(),
            row.createdAt(),
            at,
            at,
            row.version() + 1));
  }

  private Result moveHead(SessionRow row, SessionChange.MoveHead move, Instant at) {
    TranscriptRow transcript = draft.transcripts.get(row.id());
    if (!transcript.holds(move.head())) {
      throw new IllegalArgumentException("the head must be an event of the session");
    }
    draft.transcripts.put(
        row.id(),
        new TranscriptRow(
            transcript.id(),
            transcript.listing(),
            transcript.previous(),
            move.head(),
            transcript.startedAt(),
            transcript.events()));
    return store(
        new SessionRow(
            row.key(),
            row.id(),
            row.selection(),
            row.habit(),
            row.createdAt(),
            at,
            at,
            row.version() + 1));
  }

  private Result noteHabit(SessionRow row, SessionChange.NoteHabit note) {
    return store(
        new SessionRow(
            row.key(),
            row.id(),
            row.selection(),
            note.habit(),
            row.createdAt(),
            row.updatedAt(),
            row.lastInteractionAt(),
            row.version() + 1));
  }

  private Result select(SessionRow row, RouteSelection selection, Instant at) {
    if (!routeOf(selection).equals(routeOf(row.selection()))) {
      draft.log(at, new Change.SessionUpdated(row.key(), row.id()));
    }
    return store(
        new SessionRow(
            row.key(),
            row.id(),
            selection,
            row.habit(),
            row.createdAt(),
            at,
            row.lastInteractionAt(),
            row.version() + 1));
  }

  private static Optional<ModelRoute> routeOf(RouteSelection selection) {
    return switch (selection) {
      case RouteSelection.AgentDefault() -> Optional.empty();
      case RouteSelection.Chosen chosen -> Optional.of(chosen.route());
    };
  }

  private void openTranscript(
      SessionId id, SessionChange change, PreviousSession previous, Instant at) {
    TranscriptRow opened =
        new TranscriptRow(
            id, new Listing.Of(change.key()), previous, EventParent.root(), at, List.of());
    if (draft.transcripts.putIfAbsent(id, opened) != null) {
      throw InMemoryStore.constraint("A session id is used once.");
    }
  }

  private Result store(SessionRow row) {
    draft.sessions.put(row.key(), row);
    return applied(row);
  }

  private Result applied(SessionRow row) {
    return new Result.Applied(row.entry(draft.agent, draft.transcripts.get(row.id())));
  }

  private Result outdated(SessionRow row) {
    return new Result.Outdated(row.entry(draft.agent, draft.transcripts.get(row.id())));
  }
}
