package dev.holdfast.ports.out.read;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.session.SessionEntry;
import dev.holdfast.domain.session.SessionId;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.transcript.TranscriptEvent;
import dev.holdfast.ports.out.env.StorageFailure;
import java.util.List;

/**
 * Reads sessions and their transcripts. Each call sees one consistent state that includes every
 * acknowledged write; none waits for a writer. Any thread may call. A broken store is a {@link
 * StorageFailure}.
 */
public interface SessionReads {

  /** What a key points at, and the branch its next turn follows, read together. */
  SessionSnapshot snapshot(AgentId agent, SessionKey key);

  /** The same for a session id, current or past, of that agent. */
  SessionSnapshot snapshot(AgentId agent, SessionId id);

  /**
   * A page of sessions, newest change first; a reserved one without events is not listed.
   *
   * @param limit at most this many, 1 to 1000
   */
  SessionPage list(AgentId agent, PageStart start, int limit);

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
  }

  /** Some sessions, and whether there are more. */
  record SessionPage(List<SessionEntry> entries, boolean more) {
    public SessionPage {
      entries = List.copyOf(entries);
    }
  }
}
