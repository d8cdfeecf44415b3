package dev.holdfast.ports.memory;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.session.ArchiveId;
import dev.holdfast.domain.session.ArchivedSession;
import dev.holdfast.domain.session.SessionEntry;
import dev.holdfast.domain.session.SessionId;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.session.StoredSession;
import dev.holdfast.domain.token.KeyBinding;
import dev.holdfast.domain.transcript.TranscriptEvent;
import dev.holdfast.ports.memory.AgentData.Listing;
import dev.holdfast.ports.memory.AgentData.SessionRow;
import dev.holdfast.ports.memory.AgentData.TranscriptRow;
import dev.holdfast.ports.out.read.SessionReads;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

final class InMemorySessionReads implements SessionReads {

  private static final Comparator<SessionEntry> NEWEST_FIRST =
      Comparator.comparing(SessionEntry::updatedAt)
          .reversed()
          .thenComparing(
              entry -> entry.key().value().getBytes(StandardCharsets.UTF_8),
              Arrays::compareUnsigned);

  private static final Comparator<ArchivedSession> LAST_ARCHIVED_FIRST =
      Comparator.comparing(ArchivedSession::archivedAt)
          .reversed()
          .thenComparing(session -> bytes(session.id().value()), Arrays::compareUnsigned);

  private final InMemoryStore store;

  InMemorySessionReads(InMemoryStore store) {
    this.store = store;
  }

  @Override
  public StoredSession entry(AgentId agent, SessionKey key) {
    return switch (snapshot(agent, key)) {
      case SessionSnapshot.Absent() -> new StoredSession.Absent();
      case SessionSnapshot.Present present -> new StoredSession.Present(present.entry());
    };
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
    if (transcript == null || data.isArchived(id)) {
      return new SessionSnapshot.Absent();
    }
    return switch (transcript.listing()) {
      case Listing.Of(SessionKey key) -> present(agent, data.sessions().get(key), transcript);
      case Listing.Unlisted() -> new SessionSnapshot.Absent();
    };
  }

  @Override
  public List<TranscriptEvent> newest(AgentId agent, SessionId id, long after, int limit) {
    TranscriptRow transcript = store.data(agent).transcripts().get(id);
    List<TranscriptEvent> later =
        transcript == null
            ? List.of()
            : transcript.events().stream().filter(event -> event.sequence() > after).toList();
    return later.subList(Math.max(0, later.size() - limit), later.size());
  }

  @Override
  public SessionPage list(AgentId agent, KeyBinding keys, PageStart start, int limit) {
    List<SessionEntry> rest =
        listed(agent)
            .filter(entry -> keys.reaches(entry.key()))
            .filter(entry -> isBehind(start, entry))
            .sorted(NEWEST_FIRST)
            .toList();
    return new SessionPage(rest.stream().limit(limit).toList(), rest.size() > limit);
  }

  private static boolean isBehind(PageStart start, SessionEntry entry) {
    return switch (start) {
      case PageStart.First() -> true;
      case PageStart.After(SessionEntry last) -> NEWEST_FIRST.compare(entry, last) > 0;
      case PageStart.Behind(Instant at, String key) ->
          isBehind(at, key, entry.updatedAt(), entry.key().value());
    };
  }

  private static boolean isBehind(Instant at, String name, Instant entryAt, String entryName) {
    return entryAt.isBefore(at)
        || entryAt.equals(at) && Arrays.compareUnsigned(bytes(entryName), bytes(name)) > 0;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public ArchivePage archives(AgentId agent, KeyBinding keys, ArchiveStart start, int limit) {
    List<ArchivedSession> rest =
        archived(agent)
            .filter(session -> keys.reaches(session.entry().key()))
            .filter(
                session ->
                    switch (start) {
                      case ArchiveStart.First() -> true;
                      case ArchiveStart.Behind(Instant at, String archive) ->
                          isBehind(at, archive, session.archivedAt(), session.id().value());
                    })
            .sorted(LAST_ARCHIVED_FIRST)
            .toList();
    return new ArchivePage(rest.stream().limit(limit).toList(), rest.size() > limit);
  }

  @Override
  public Optional<ArchivedSession> archive(AgentId agent, ArchiveId archive) {
    return archived(agent).filter(session -> session.id().equals(archive)).findFirst();
  }

  private Stream<ArchivedSession> archived(AgentId agent) {
    AgentData data = store.data(agent);
    return data.administration().archives().values().stream()
        .map(row -> row.archived(agent, data.transcripts().get(row.session().id())));
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
