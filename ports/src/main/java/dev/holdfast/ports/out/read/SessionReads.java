package dev.holdfast.ports.out.read;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.session.ArchiveId;
import dev.holdfast.domain.session.ArchivedSession;
import dev.holdfast.domain.session.SessionEntry;
import dev.holdfast.domain.session.SessionId;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.session.StoredSession;
import dev.holdfast.domain.token.KeyBinding;
import dev.holdfast.domain.transcript.TranscriptEvent;
import dev.holdfast.ports.out.env.StorageFailure;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Reads sessions and their transcripts. Each call sees one consistent state that includes every
 * acknowledged write; none waits for a writer. Any thread may call. A broken store is a {@link
 * StorageFailure}.
 */
public interface SessionReads {

  /** What a key points at, without its events. */
  StoredSession entry(AgentId agent, SessionKey key);

  /** What a key points at, and the branch its next turn follows, read together. */
  SessionSnapshot snapshot(AgentId agent, SessionKey key);

  /** The same for a session id, current or past, of that agent. */
  SessionSnapshot snapshot(AgentId agent, SessionId id);

  /**
   * The newest events of a transcript, those of every branch, in order.
   *
   * @param after the sequence behind which they are, 0 for all
   * @param limit at most this many, 1 to 1000
   */
  List<TranscriptEvent> newest(AgentId agent, SessionId id, long after, int limit);

  /**
   * A page of sessions, newest change first; a reserved one without events is not listed.
   *
   * @param limit at most this many, 1 to 1000
   */
  default SessionPage list(AgentId agent, PageStart start, int limit) {
    return list(agent, new KeyBinding.Any(), start, limit);
  }

  /** A page of those sessions that a binding reaches. */
  SessionPage list(AgentId agent, KeyBinding keys, PageStart start, int limit);

  /**
   * A page of archived sessions that a binding reaches, the last archived first.
   *
   * @param limit at most this many, 1 to 1000
   */
  ArchivePage archives(AgentId agent, KeyBinding keys, ArchiveStart start, int limit);

  /** What is in the archive under an id. */
  Optional<ArchivedSession> archive(AgentId agent, ArchiveId archive);

  /** How many sessions {@link #list} would give in all. */
  long count(AgentId agent);

  /** What a key or id stands for. */
  sealed interface SessionSnapshot {

    /** No such session. */
    record Absent() implements SessionSnapshot {}

    /**
     * A session.
     *
     * @param path its events from root to head, in order
     */
    record Present(SessionEntry entry, List<TranscriptEvent> path) implements SessionSnapshot {
      public Present {
        path = List.copyOf(path);
      }
    }
  }

  /** Where a page begins. */
  sealed interface PageStart {

    /** At the newest. */
    record First() implements PageStart {}

    /** Behind the last entry of the page before. */
    record After(SessionEntry last) implements PageStart {}

    /**
     * Behind a place in the order, whether or not something stands there.
     *
     * @param key the text of a key, or any other text: what comes before it in the order of UTF-8
     *     and was changed at that moment is passed over
     */
    record Behind(Instant updatedAt, String key) implements PageStart {}
  }

  /** Where a page of archived sessions begins. */
  sealed interface ArchiveStart {

    /** At the last archived. */
    record First() implements ArchiveStart {}

    /** Behind a place in the order, as in {@link PageStart.Behind}. */
    record Behind(Instant archivedAt, String archive) implements ArchiveStart {}
  }

  /** Some archived sessions, and whether there are more. */
  record ArchivePage(List<ArchivedSession> sessions, boolean more) {
    public ArchivePage {
      sessions = List.copyOf(sessions);
    }
  }

  /** Some sessions, and whether there are more. */
  record SessionPage(List<SessionEntry> entries, boolean more) {
    public SessionPage {
      entries = List.copyOf(entries);
    }
  }
}
