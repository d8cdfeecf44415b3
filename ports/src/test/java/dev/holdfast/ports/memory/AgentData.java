package dev.holdfast.ports.memory;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.route.RouteSelection;
import dev.holdfast.domain.session.PreviousSession;
import dev.holdfast.domain.session.SessionEntry;
import dev.holdfast.domain.session.SessionId;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.transcript.ClientHabit;
import dev.holdfast.domain.transcript.EventId;
import dev.holdfast.domain.transcript.EventParent;
import dev.holdfast.domain.transcript.TranscriptEvent;
import dev.holdfast.domain.turn.InstanceId;
import dev.holdfast.domain.turn.TurnChange;
import dev.holdfast.domain.turn.TurnEnding;
import dev.holdfast.domain.turn.TurnId;
import dev.holdfast.domain.turn.TurnRecord;
import dev.holdfast.domain.turn.TurnState;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/** What one agent's store holds at one moment; a commit replaces it whole. */
record AgentData(
    Map<SessionKey, SessionRow> sessions,
    Map<SessionId, TranscriptRow> transcripts,
    Map<TurnId, TurnRow> turns,
    Map<SessionKey, LeaseRow> leases) {

  AgentData {
    sessions = Map.copyOf(sessions);
    transcripts = Map.copyOf(transcripts);
    turns = Map.copyOf(turns);
    leases = Map.copyOf(leases);
  }

  static AgentData empty() {
    return new AgentData(Map.of(), Map.of(), Map.of(), Map.of());
  }

  record SessionRow(
      SessionKey key,
      SessionId id,
      RouteSelection selection,
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
      SessionKey key,
      PreviousSession previous,
      EventParent head,
      Instant startedAt,
      List<TranscriptEvent> events) {

    TranscriptRow {
      events = List.copyOf(events);
    }

    boolean holds(EventParent place) {
      return switch (place) {
        case EventParent.Root() -> true;
        case EventParent.After(EventId event) ->
            events.stream().anyMatch(stored -> stored.id().equals(event));
      };
    }

    List<TranscriptEvent> path() {
      Deque<TranscriptEvent> path = new ArrayDeque<>();
      EventParent next = head;
      for (TranscriptEvent event : events.reversed()) {
        if (next.equals(EventParent.after(event.id()))) {
          path.addFirst(event);
          next = event.parent();
        }
      }
      return List.copyOf(path);
    }
  }

  /** A turn; {@code number} is the order in which turns began. */
  record TurnRow(long number, TurnChange.Started started, long epoch, Progress progress) {

    boolean isRunning() {
      return progress instanceof Progress.Running;
    }

    TurnRecord record() {
      return switch (progress) {
        case Progress.Running() -> record(TurnState.RUNNING, started.at(), "");
        case Progress.Over(TurnEnding ending, Instant at) ->
            record(ending.state(), at, failureOf(ending));
      };
    }

    private TurnRecord record(TurnState state, Instant endedAt, String failure) {
      return new TurnRecord(
          started.turn(),
          started.scope(),
          state,
          started.request(),
          started.api(),
          started.requestedModel(),
          started.effective(),
          started.at(),
          endedAt,
          failure);
    }

    private static String failureOf(TurnEnding ending) {
      return switch (ending) {
        case TurnEnding.Completed completed -> "";
        case TurnEnding.Failed(var failure) -> failure.message();
        case TurnEnding.Cancelled(String reason) -> reason;
        case TurnEnding.Interrupted(String reason) -> reason;
      };
    }
  }

  sealed interface Progress {

    record Running() implements Progress {}

    record Over(TurnEnding ending, Instant at) implements Progress {}
  }

  /** A lease; the epoch stays when it is free. */
  record LeaseRow(long epoch, Holder holder) {}

  sealed interface Holder {

    record Nobody() implements Holder {}

    record Turn(InstanceId owner, TurnId turn) implements Holder {}
  }
}
