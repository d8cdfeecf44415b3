package dev.holdfast.adapters.sqlite;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.session.ArchiveId;
import dev.holdfast.domain.session.ArchivedSession;
import dev.holdfast.domain.session.SessionEntry;
import dev.holdfast.domain.session.SessionId;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.session.StoredSession;
import dev.holdfast.domain.token.KeyBinding;
import dev.holdfast.domain.transcript.TranscriptEvent;
import dev.holdfast.ports.out.read.SessionReads;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/** Reads sessions on the readers of the agent's database. */
final class SqliteSessionReads implements SessionReads {

  private final SqliteStorage storage;

  @Inject
  SqliteSessionReads(SqliteStorage storage) {
    this.storage = storage;
  }

  @Override
  public StoredSession entry(AgentId agent, SessionKey key) {
    return storage
        .agent(agent)
        .read(reads -> reads.entry(key))
        .<StoredSession>map(StoredSession.Present::new)
        .orElseGet(StoredSession.Absent::new);
  }

  @Override
  public SessionSnapshot snapshot(AgentId agent, SessionKey key) {
    return present(storage.agent(agent).read(reads -> reads.snapshot(key)));
  }

  @Override
  public SessionSnapshot snapshot(AgentId agent, SessionId id) {
    return present(storage.agent(agent).read(reads -> reads.snapshot(id)));
  }

  @Override
  public List<TranscriptEvent> newest(AgentId agent, SessionId id, long after, int limit) {
    Limits.require(limit);
    return storage.agent(agent).read(reads -> reads.newest(id, after, limit)).reversed().stream()
        .map(PlacedEvent::event)
        .toList();
  }

  @Override
  public SessionPage list(AgentId agent, KeyBinding keys, PageStart start, int limit) {
    Limits.require(limit);
    KeySpan span = KeySpan.of(keys);
    List<SessionEntry> entries =
        storage.agent(agent).read(reads -> reads.page(span, start, limit + 1L));
    boolean more = entries.size() > limit;
    return new SessionPage(more ? entries.subList(0, limit) : entries, more);
  }

  @Override
  public ArchivePage archives(AgentId agent, KeyBinding keys, ArchiveStart start, int limit) {
    Limits.require(limit);
    KeySpan span = KeySpan.of(keys);
    List<ArchivedSession> archived =
        storage.agent(agent).read(reads -> reads.archives(span, start, limit + 1L));
    boolean more = archived.size() > limit;
    return new ArchivePage(more ? archived.subList(0, limit) : archived, more);
  }

  @Override
  public Optional<ArchivedSession> archive(AgentId agent, ArchiveId archive) {
    return storage.agent(agent).read(reads -> reads.archive(archive));
  }

  @Override
  public long count(AgentId agent) {
    return storage.agent(agent).read(AgentReads::count);
  }

  private static SessionSnapshot present(Optional<AgentReads.Snapshot> snapshot) {
    return snapshot
        .<SessionSnapshot>map(
            found -> new SessionSnapshot.Present(found.entry(), found.events().path()))
        .orElseGet(SessionSnapshot.Absent::new);
  }
}
