package dev.holdfast.ports.memory;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.response.ResponseId;
import dev.holdfast.domain.response.ResponseRecord;
import dev.holdfast.domain.session.SessionId;
import dev.holdfast.domain.transcript.EventId;
import dev.holdfast.domain.transcript.EventParent;
import dev.holdfast.domain.transcript.TranscriptEvent;
import dev.holdfast.domain.turn.TurnId;
import dev.holdfast.ports.memory.AgentData.ResponseRow;
import dev.holdfast.ports.memory.AgentData.TranscriptRow;
import dev.holdfast.ports.out.read.ResponseReads;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

final class InMemoryResponseReads implements ResponseReads {

  private static final Comparator<TranscriptRow> BY_ID =
      Comparator.comparing(
          row -> row.id().value().getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

  private final InMemoryStore store;

  InMemoryResponseReads(InMemoryStore store) {
    this.store = store;
  }

  @Override
  public Optional<ResponseRecord> byId(AgentId agent, ResponseId response) {
    AgentData data = store.data(agent);
    ResponseRow row = data.responses().get(response);
    return row == null || data.isArchived(row.response().session())
        ? Optional.empty()
        : Optional.of(row.record(data.turns().get(row.response().turn()).record()));
  }

  @Override
  public List<TranscriptEvent> eventsOf(AgentId agent, SessionId session, TurnId turn) {
    return transcript(agent, session).stream()
        .flatMap(row -> row.events().stream())
        .filter(
            event ->
                event.turn().equals(turn)
                    || store.data(agent).adopted().getOrDefault(turn, List.of()).contains(event))
        .toList();
  }

  @Override
  public Optional<List<TranscriptEvent>> branch(AgentId agent, SessionId session, EventParent end) {
    return switch (end) {
      case EventParent.Root() -> Optional.of(List.of());
      case EventParent.After after ->
          transcript(agent, session).filter(row -> row.holds(after)).map(row -> row.path(after));
    };
  }

  @Override
  public List<Placed> events(AgentId agent, EventId event) {
    AgentData data = store.data(agent);
    return data.transcripts().values().stream()
        .filter(row -> !data.isArchived(row.id()))
        .sorted(BY_ID)
        .flatMap(
            row ->
                row.events().stream()
                    .filter(stored -> stored.id().equals(event))
                    .map(stored -> new Placed(row.scope(), stored)))
        .toList();
  }

  private Optional<TranscriptRow> transcript(AgentId agent, SessionId session) {
    AgentData data = store.data(agent);
    return Optional.ofNullable(data.transcripts().get(session))
        .filter(row -> !data.isArchived(session));
  }
}
