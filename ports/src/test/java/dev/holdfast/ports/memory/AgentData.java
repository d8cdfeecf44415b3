package dev.holdfast.ports.memory;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.change.Change;
import dev.holdfast.domain.change.LoggedChange;
import dev.holdfast.domain.response.NewResponse;
import dev.holdfast.domain.response.ResponseId;
import dev.holdfast.domain.response.ResponseRecord;
import dev.holdfast.domain.route.RouteSelection;
import dev.holdfast.domain.session.PreviousSession;
import dev.holdfast.domain.session.SessionEntry;
import dev.holdfast.domain.session.SessionId;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.transcript.ClientHabit;
import dev.holdfast.domain.transcript.EventId;
import dev.holdfast.domain.transcript.EventParent;
import dev.holdfast.domain.transcript.RawFields;
import dev.holdfast.domain.transcript.TranscriptEvent;
import dev.holdfast.domain.turn.FailureCause;
import dev.holdfast.domain.turn.FinishReason;
import dev.holdfast.domain.turn.IdempotencyId;
import dev.holdfast.domain.turn.LeaseHolder;
import dev.holdfast.domain.turn.Refusal;
import dev.holdfast.domain.turn.RequestDigest;
import dev.holdfast.domain.turn.TurnChange;
import dev.holdfast.domain.turn.TurnEnding;
import dev.holdfast.domain.turn.TurnFailure;
import dev.holdfast.domain.turn.TurnId;
import dev.holdfast.domain.turn.TurnProgress;
import dev.holdfast.domain.turn.TurnRecord;
import dev.holdfast.domain.turn.TurnScope;
import dev.holdfast.domain.turn.Usage;
import dev.holdfast.ports.out.model.KeptAnswer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one agent's store holds at one moment; a commit replaces it whole. */
record AgentData(
    Map<SessionKey, SessionRow> sessions,
    Map<SessionId, TranscriptRow> transcripts,
    Map<TurnId, TurnRow> turns,
    Map<SessionKey, LeaseRow> leases,
    Map<ResponseId, ResponseRow> responses,
    Map<IdempotencyId, NamedRow> named,
    Map<TurnId, List<TranscriptEvent>> adopted,
    ChangeLog changes,
    Administration administration) {

  AgentData {
    sessions = Map.copyOf(sessions);
    transcripts = Map.copyOf(transcripts);
    turns = Map.copyOf(turns);
    leases = Map.copyOf(leases);
    responses = Map.copyOf(responses);
    named = Map.copyOf(named);
    adopted = Map.copyOf(adopted);
  }

  static AgentData empty() {
    return new AgentData(
        Map.of(),
        Map.of(),
        Map.of(),
        Map.of(),
        Map.of(),
        Map.of(),
        Map.of(),
        new ChangeLog(0, List.of()),
        Administration.EMPTY);
  }

  /**
   * The log of changes, oldest first.
   *
   * @param newest the newest number ever given
   */
  record ChangeLog(long newest, List<LoggedChange> changes) {
    ChangeLog {
      changes = List.copyOf(changes);
    }

    ChangeLog with(Instant at, Change change) {
      List<LoggedChange> longer = new ArrayList<>(changes);
      longer.add(new LoggedChange(newest + 1, at, change));
      return new ChangeLog(newest + 1, longer);
    }

    ChangeLog without(int oldest) {
      return new ChangeLog(newest, changes.subList(oldest, changes.size()));
    }
  }

  /** Whether a transcript lies in the archive. */
  boolean isArchived(SessionId session) {
    return administration.isArchived(session);
  }

  record SessionRow(
      SessionKey key,
      SessionId id,
      RouteSelection selection,
      String label,
      ClientHabit habit,
      Instant createdAt,
      Instant updatedAt,
      Instant lastInteractionAt,
      long version) {

    SessionEntry entry(AgentId agent, TranscriptRow transcript) {
      return new SessionEntry(
          agent,
          key,
          transcript.id(),
          transcript.previous(),
          transcript.head(),
          transcript.events().size(),
          selection,
          label,
          habit,
          createdAt,
          transcript.startedAt(),
          updatedAt,
          lastInteractionAt,
          version);
    }
  }

  record TranscriptRow(
      SessionId id,
      Listing listing,
      PreviousSession previous,
      EventParent head,
      Instant startedAt,
      List<TranscriptEvent> events) {

    TranscriptRow {
      events = List.copyOf(events);
    }

    /** The event of an id; null if there is none. */
    @Nullable TranscriptEvent event(EventId id) {
      return events.stream().filter(event -> event.id().equals(id)).findFirst().orElse(null);
    }

    boolean holds(EventParent place) {
      return switch (place) {
        case EventParent.Root() -> true;
        case EventParent.After(EventId event) ->
            events.stream().anyMatch(stored -> stored.id().equals(event));
      };
    }

    List<TranscriptEvent> path() {
      return path(head);
    }

    List<TranscriptEvent> path(EventParent end) {
      Deque<TranscriptEvent> path = new ArrayDeque<>();
      EventParent next = end;
      for (TranscriptEvent event : events.reversed()) {
        if (next.equals(EventParent.after(event.id()))) {
          path.addFirst(event);
          next = event.parent();
        }
      }
      return List.copyOf(path);
    }

    TurnScope scope() {
      return switch (listing) {
        case Listing.Of(SessionKey key) -> new TurnScope.Keyed(key, id);
        case Listing.Unlisted() -> new TurnScope.Unlisted(id);
      };
    }
  }

  /** Whose transcript it is. */
  sealed interface Listing {

    record Of(SessionKey key) implements Listing {}

    record Unlisted() implements Listing {}
  }

  /** A turn; {@code number} is the order in which turns began. */
  record TurnRow(long number, TurnChange.Started started, long epoch, TurnProgress progress) {

    boolean isRunning() {
      return progress instanceof TurnProgress.Running;
    }

    boolean isIn(SessionId session) {
      return switch (started.scope()) {
        case TurnScope.Keyed keyed -> keyed.session().equals(session);
        case TurnScope.Unlisted unlisted -> unlisted.session().equals(session);
        case TurnScope.Stateless() -> false;
      };
    }

    TurnRecord record() {
      return new TurnRecord(
          started.turn(),
          started.scope(),
          started.request(),
          started.origin(),
          started.api(),
          started.requestedModel(),
          started.effective(),
          started.history(),
          started.at(),
          progress);
    }

    /** The same turn without its transcript, and without what was told of its end. */
    TurnRow withoutContent() {
      return new TurnRow(
          number,
          new TurnChange.Started(
              started.turn(),
              new TurnScope.Stateless(),
              started.request(),
              started.origin(),
              started.api(),
              started.requestedModel(),
              started.effective(),
              started.history(),
              started.owner(),
              started.at()),
          epoch,
          withoutWords(progress));
    }

    private static TurnProgress withoutWords(TurnProgress progress) {
      return switch (progress) {
        case TurnProgress.Running running -> running;
        case TurnProgress.Ended(TurnEnding ending, Instant at) ->
            new TurnProgress.Ended(withoutWords(ending), at);
      };
    }

    private static TurnEnding withoutWords(TurnEnding ending) {
      return switch (ending) {
        case TurnEnding.Completed(FinishReason finish, Usage usage, var extra, var choiceExtra) ->
            TurnEnding.Completed.plain(finish, usage);
        case TurnEnding.Failed(TurnFailure(FailureCause cause, String told, Duration retryAfter)) ->
            new TurnEnding.Failed(new TurnFailure(cause, "", retryAfter));
        case TurnEnding.Cancelled cancelled -> new TurnEnding.Cancelled("");
        case TurnEnding.Interrupted interrupted -> new TurnEnding.Interrupted("");
      };
    }
  }

  /** A response; its turn is looked up when it is read. */
  record ResponseRow(NewResponse response, EventParent head, RawFields extra) {

    ResponseRecord record(TurnRecord turn) {
      return new ResponseRecord(
          response.id(),
          response.previous(),
          response.session(),
          head,
          response.settings(),
          extra,
          response.execution(),
          turn);
    }
  }

  /** What came of a named request. */
  record NamedRow(RequestDigest digest, Came came, Instant since) {}

  sealed interface Came {

    record Refused(Refusal refusal) implements Came {}

    record Tried(TurnId newest, KeptAnswer answer) implements Came {}
  }

  /** A lease; the epoch stays when it is free. */
  record LeaseRow(long epoch, Holder holder) {}

  sealed interface Holder {

    record Nobody() implements Holder {}

    record Turn(LeaseHolder holder) implements Holder {}
  }
}
