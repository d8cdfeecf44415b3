package dev.holdfast.ports.memory;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.session.SessionEntry;
import dev.holdfast.domain.session.SessionId;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.ports.memory.AgentData.Listing;
import dev.holdfast.ports.memory.AgentData.SessionRow;
import dev.holdfast.ports.memory.AgentData.TranscriptRow;
import dev.holdfast.ports.out.read.SessionReads;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

final class InMemorySessionReads implements SessionReads {

  private static final Comparator<SessionEntry> NEWEST_FIRST =
      Comparator.comparing(SessionEntry::updatedAt)
          .reversed()
          .thenComparing(
              entry -> entry.key().value().getBytes(StandardCharsets.UTF_8),
              Arrays::compareUnsigned);

  private final InMemoryStore store;

  InMemorySessionReads(InMemoryStore store) {
    this.store = store;
  }

  @Override
  public SessionSnapshot snapshot(AgentId agent, SessionKey key) {
    AgentData data = store.data(agent);
    SessionRow row = data.sessions().get(key);
    return row == null
        ? new SessionSnapshot.Absent()
        : present(agent, row, data.transcripts().get(row.id()));
  }

  @Override
  public SessionSnapshot snapshot(AgentId agent, SessionId id) {
    AgentData data = store.data(agent);
    TranscriptRow transcript = data.transcripts().get(id);
    if (transcript == null) {
      return new SessionSnapshot.Absent();
    }
    return switch (transcript.listing()) {
      case Listing.Of(SessionKey key) -> present(agent, data.sessions().get(key), transcript);
      case Listing.Unlisted() -> new SessionSnapshot.Absent();
    };
  }

  @Override
  public SessionPage list(AgentId agent, PageStart start, int limit) {
    List<SessionEntry> rest =
        switch (start) {
          case PageStart.First() -> listed(agent).sorted(NEWEST_FIRST).toList();
          case PageStart.After(SessionEntry last) ->
              listed(agent)
                  .filter(entry -> NEWEST_FIRST.compare(entry, last) > 0)
                  .sorted(NEWEST_FIRST)
                  .toList();
        };
    return new SessionPage(rest.stream().limit(limit).toList(), rest.size() > limit);
  }

  @Override
  public long count(AgentId agent) {
    return listed(agent).count();
  }

  private Stream<SessionEntry> listed(AgentId agent) {
    AgentData data = store.data(agent);
    return data.sessions().values().stream()
        .map(row -> row.entry(agent, data.transcripts().get(row.id())))
        .filter(entry -> entry.eventCount() > 0);
  }

  private static SessionSnapshot present(AgentId agent, SessionRow row, TranscriptRow transcript) {
    return new SessionSnapshot.Present(row.entry(agent, transcript), transcript.path());
  }
}
