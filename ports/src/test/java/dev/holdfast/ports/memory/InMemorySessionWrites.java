package dev.holdfast.ports.memory;

import dev.holdfast.domain.change.Change;
import dev.holdfast.domain.route.ModelRoute;
import dev.holdfast.domain.route.RouteSelection;
import dev.holdfast.domain.session.ArchiveId;
import dev.holdfast.domain.session.PreviousSession;
import dev.holdfast.domain.session.SessionChange;
import dev.holdfast.domain.session.SessionEntry;
import dev.holdfast.domain.session.SessionId;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.session.StoredSession;
import dev.holdfast.domain.transcript.ClientHabit;
import dev.holdfast.domain.transcript.EventParent;
import dev.holdfast.ports.memory.Administration.ArchiveRow;
import dev.holdfast.ports.memory.AgentData.Listing;
import dev.holdfast.ports.memory.AgentData.SessionRow;
import dev.holdfast.ports.memory.AgentData.TranscriptRow;
import dev.holdfast.ports.out.write.SessionWrites;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
      case SessionChange.MoveHead move -> isOfKey(move) ? moveHead(row, move, at) : outdated(row);
      case SessionChange.NoteHabit note -> noteHabit(row, note);
      case SessionChange.SelectRoute select -> {
        draft.blocked.check(select.route());
        yield select(row, new RouteSelection.Chosen(select.route(), select.provenance()), at);
      }
      case SessionChange.Relabel relabel -> relabel(row, relabel.label(), at);
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
            "",
            ClientHabit.SENDS_NEW_MESSAGES,
            at,
            at,
            at,
            draft.administration.nextVersion(reserve.key())));
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
            row.label(),
            row.habit(),
            row.createdAt(),
            at,
            at,
            row.version() + 1));
  }

  private boolean isOfKey(SessionChange.MoveHead move) {
    TranscriptRow transcript = draft.transcripts.get(move.id());
    return transcript != null && transcript.listing().equals(new Listing.Of(move.key()));
  }

  private Result moveHead(SessionRow row, SessionChange.MoveHead move, Instant at) {
    TranscriptRow transcript = draft.transcripts.get(move.id());
    if (!transcript.holds(move.head())) {
      throw new IllegalArgumentException("the head must be an event of the session");
    }
    draft.transcripts.put(
        move.id(),
        new TranscriptRow(
            transcript.id(),
            transcript.listing(),
            transcript.previous(),
            move.head(),
            transcript.startedAt(),
            transcript.events()));
    if (!row.id().equals(move.id())) {
      return applied(row);
    }
    return store(
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

  private Result noteHabit(SessionRow row, SessionChange.NoteHabit note) {
    return store(
        new SessionRow(
            row.key(),
            row.id(),
            row.selection(),
            row.label(),
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
            row.label(),
            row.habit(),
            row.createdAt(),
            at,
            row.lastInteractionAt(),
            row.version() + 1));
  }

  private Result relabel(SessionRow row, String label, Instant at) {
    if (!label.equals(row.label())) {
      draft.log(at, new Change.SessionUpdated(row.key(), row.id()));
    }
    return store(
        new SessionRow(
            row.key(),
            row.id(),
            row.selection(),
            label,
            row.habit(),
            row.createdAt(),
            at,
            row.lastInteractionAt(),
            row.version() + 1));
  }

  @Override
  public StoredSession current(SessionKey key) {
    draft.checkOpen();
    SessionRow row = draft.sessions.get(key);
    return row == null ? new StoredSession.Absent() : new StoredSession.Present(entry(row));
  }

  @Override
  public Archival archive(SessionKey key, SessionId expected, ArchiveId archive, Instant at) {
    draft.checkOpen();
    SessionRow row = draft.sessions.get(key);
    if (row == null) {
      return new Archival.Missing();
    }
    if (!row.id().equals(expected)) {
      return new Archival.Outdated(entry(row));
    }
    if (draft.administration.archives().containsKey(archive)) {
      throw InMemoryStore.constraint("An archive id is used once.");
    }
    ArchiveRow archived = new ArchiveRow(archive, row, chain(row.id()), AgentDraft.kept(at));
    draft.sessions.remove(key);
    draft.administration = draft.administration.with(archived);
    draft.log(archived.at(), new Change.SessionArchived(key, row.id()));
    return new Archival.Archived(archived.archived(draft.agent, draft.transcripts.get(row.id())));
  }

  @Override
  public Restoration restore(ArchiveId archive, Instant at) {
    draft.checkOpen();
    ArchiveRow archived = draft.administration.archives().get(archive);
    if (archived == null) {
      return new Restoration.Missing();
    }
    SessionRow old = archived.session();
    SessionRow other = draft.sessions.get(old.key());
    if (other != null) {
      return new Restoration.KeyInUse(entry(other));
    }
    Instant now = AgentDraft.kept(at);
    SessionRow row =
        new SessionRow(
            old.key(),
            old.id(),
            old.selection(),
            old.label(),
            old.habit(),
            old.createdAt(),
            now,
            now,
            draft.administration.nextVersion(old.key()));
    draft.administration = draft.administration.without(archive);
    draft.sessions.put(row.key(), row);
    draft.log(now, new Change.SessionRestored(row.key(), row.id()));
    return new Restoration.Restored(entry(row));
  }

  /** A transcript and all that its key had before. */
  private Set<SessionId> chain(SessionId newest) {
    Set<SessionId> chain = new HashSet<>();
    PreviousSession next = new PreviousSession.Linked(newest);
    while (next instanceof PreviousSession.Linked(SessionId id)) {
      chain.add(id);
      next = draft.transcripts.get(id).previous();
    }
    return chain;
  }

  private SessionEntry entry(SessionRow row) {
    return row.entry(draft.agent, draft.transcripts.get(row.id()));
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
