package dev.holdfast.ports.in;

import dev.holdfast.domain.session.SessionEntry;
import dev.holdfast.domain.state.Standing;
import dev.holdfast.domain.transcript.TranscriptEvent;
import dev.holdfast.ports.in.SessionAdministration.Start;
import java.util.List;

/** Looks at sessions. */
public interface SessionQueries {

  /**
   * A page of sessions, newest change first, of every agent in one order. An agent that cannot be
   * read is left out, and named, where others are listed.
   *
   * @param agent the agent's name, empty for every agent
   * @param limit at most this many, 1 to 1000
   */
  Listing list(String agent, Start start, int limit);

  /**
   * One session with its transcript.
   *
   * @param agent the agent a bare key belongs to, empty for the default agent
   * @param keyOrId a session key, bare or whole, or a session id
   */
  Showing show(String agent, String keyOrId);

  /** What {@link #list} found. */
  sealed interface Listing {

    /**
     * Sessions, newest change first, and whether there are more.
     *
     * @param unread agents that are left out
     */
    record Sessions(List<SessionEntry> entries, More more, List<UnreadAgent> unread)
        implements Listing {
      public Sessions {
        entries = List.copyOf(entries);
        unread = List.copyOf(unread);
      }
    }

    /** There is no such agent; these exist. */
    record UnknownAgent(List<String> known) implements Listing {
      public UnknownAgent {
        known = List.copyOf(known);
      }
    }

    /** The home has no store yet; whether it should get one, its standing tells. */
    record NoStore(String home, Standing standing) implements Listing {}
  }

  /** What {@link #show} found. */
  sealed interface Showing {

    /** The session and the events of its current branch. */
    record Session(SessionEntry entry, List<TranscriptEvent> path) implements Showing {
      public Session {
        path = List.copyOf(path);
      }
    }

    /** Nothing is stored under that name; why, and what to do. */
    record NotFound(String message) implements Showing {}
  }
}
