package dev.holdfast.ports.memory;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.audit.AuditId;
import dev.holdfast.domain.audit.AuditRecord;
import dev.holdfast.domain.session.ArchiveId;
import dev.holdfast.domain.session.ArchivedSession;
import dev.holdfast.domain.session.SessionId;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.ports.memory.AgentData.SessionRow;
import dev.holdfast.ports.memory.AgentData.TranscriptRow;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What one agent's store holds beside conversations at one moment.
 *
 * @param outbox audit rows that the control plane may not have yet, in the order they came
 */
record Administration(Map<ArchiveId, ArchiveRow> archives, List<AuditRecord> outbox) {

  static final Administration EMPTY = new Administration(Map.of(), List.of());

  Administration {
    archives = Map.copyOf(archives);
    outbox = List.copyOf(outbox);
  }

  /**
   * A session in the archive.
   *
   * @param transcripts all that went there with it
   */
  record ArchiveRow(ArchiveId id, SessionRow session, Set<SessionId> transcripts, Instant at) {
    ArchiveRow {
      transcripts = Set.copyOf(transcripts);
    }

    ArchivedSession archived(AgentId agent, TranscriptRow transcript) {
      return new ArchivedSession(id, session.entry(agent, transcript), at);
    }
  }

  boolean isArchived(SessionId session) {
    return archives.values().stream().anyMatch(row -> row.transcripts().contains(session));
  }

  /** A version that no session of a key ever had; it has none now. */
  long nextVersion(SessionKey key) {
    return 1
        + archives.values().stream()
            .map(ArchiveRow::session)
            .filter(row -> row.key().equals(key))
            .mapToLong(SessionRow::version)
            .max()
            .orElse(0);
  }

  Administration with(ArchiveRow row) {
    Map<ArchiveId, ArchiveRow> more = new HashMap<>(archives);
    more.put(row.id(), row);
    return new Administration(more, outbox);
  }

  Administration without(ArchiveId archive) {
    Map<ArchiveId, ArchiveRow> fewer = new HashMap<>(archives);
    fewer.remove(archive);
    return new Administration(fewer, outbox);
  }

  Administration with(AuditRecord record) {
    return new Administration(archives, Stream.concat(outbox.stream(), Stream.of(record)).toList());
  }

  Administration without(List<AuditId> ids) {
    return new Administration(
        archives, outbox.stream().filter(row -> !ids.contains(row.id())).toList());
  }
}
