package dev.holdfast.adapters.sqlite;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.response.ResponseId;
import dev.holdfast.domain.response.ResponseRecord;
import dev.holdfast.domain.session.SessionId;
import dev.holdfast.domain.transcript.EventId;
import dev.holdfast.domain.transcript.EventParent;
import dev.holdfast.domain.transcript.TranscriptEvent;
import dev.holdfast.domain.turn.TurnId;
import dev.holdfast.ports.out.read.ResponseReads;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/** Reads responses on the readers of the agent's database. */
final class SqliteResponseReads implements ResponseReads {

  private final SqliteStorage storage;

  @Inject
  SqliteResponseReads(SqliteStorage storage) {
    this.storage = storage;
  }

  @Override
  public Optional<ResponseRecord> byId(AgentId agent, ResponseId response) {
    return storage.agent(agent).read(reads -> reads.response(response));
  }

  @Override
  public List<TranscriptEvent> eventsOf(AgentId agent, SessionId session, TurnId turn) {
    List<PlacedEvent> events = storage.agent(agent).read(reads -> reads.eventsOf(session, turn));
    return events.stream().map(PlacedEvent::event).toList();
  }

  @Override
  public Optional<List<TranscriptEvent>> branch(AgentId agent, SessionId session, EventParent end) {
    return switch (end) {
      case EventParent.Root() -> Optional.of(List.of());
      case EventParent.After(EventId event) ->
          storage.agent(agent).read(reads -> reads.branch(session, event)).map(EventRows::path);
    };
  }

  @Override
  public List<Placed> events(AgentId agent, EventId event) {
    List<PlacedEvent> events = storage.agent(agent).read(reads -> reads.events(event));
    return events.stream().map(PlacedEvent::placed).toList();
  }
}
