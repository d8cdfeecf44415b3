package dev.holdfast.ports.in;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.session.ArchiveId;
import dev.holdfast.domain.session.ArchivedSession;
import dev.holdfast.domain.session.SessionEntry;
import dev.holdfast.domain.turn.Refusal;
import java.time.Instant;
import java.util.List;

/**
 * Looks after sessions. A session that a caller may not reach is as unknown to it as one that never
 * was, in the archive too. Every change leaves an audit row that is stored with it; so does every
 * change that was refused.
 */
public interface SessionAdministration {

  /**
   * A page of the sessions the caller reaches, newest change first, of every agent in one order. An
   * agent whose database is out of service is left out, and named, unless it is the only one that
   * is asked for.
   *
   * @param agent the agent's name, empty for every agent
   * @param limit at most this many, 1 to 1000
   */
  Listing list(Requester by, String agent, Start start, int limit);

  /** A session without its transcript. */
  Finding find(Requester by, Named session);

  /** Changes some of what is chosen for a session, all or nothing. */
  Patching patch(Requester by, Named session, Patch patch);

  /**
   * Points a session's key at a new transcript; the old one stays, linked. Takes the session's lane
   * as a turn does and blocks as long as that. Of several resets that were asked for at the same
   * time, the first opens the new transcript, and the others find it.
   */
  Resetting reset(Requester by, Named session, RunningTurn running);

  /** Takes a session from its key and into the archive; takes the lane as {@link #reset}. */
  Deletion delete(Requester by, Named session, RunningTurn running);

  /**
   * A page of the archived sessions the caller reaches, the last archived first; as {@link #list}.
   */
  ArchiveListing archives(Requester by, String agent, ArchiveStart start, int limit);

  /** Gives an archived session its key back, if that is free. */
  Restoring restore(Requester by, String archive);

  /**
   * Which session.
   *
   * @param agent the agent of a key that names none, empty for the default agent
   * @param key as the client wrote it
   */
  record Named(String agent, String key) {}

  /**
   * What shall become of a session.
   *
   * @param expectedVersion the version it was seen at; it is not changed if it stands at another
   */
  record Patch(long expectedVersion, LabelWish label, ModelWish model) {}

  /** What becomes of a turn that runs in the session. */
  enum RunningTurn {
    /** It is waited for. */
    AWAITED,
    /** It is cancelled; what came of it is kept. */
    CANCELLED
  }

  /** What shall become of a label. */
  sealed interface LabelWish {

    record Kept() implements LabelWish {}

    /**
     * The session shall be called so.
     *
     * @param label up to 200 printable characters; empty: nothing
     */
    record Changed(String label) implements LabelWish {}
  }

  /** What shall become of the chosen model. */
  sealed interface ModelWish {

    record Kept() implements ModelWish {}

    /** The agent's own. */
    record AgentDefault() implements ModelWish {}

    /** The one a name stands for, as a turn's request would name it. */
    record Chosen(String model) implements ModelWish {}
  }

  /** Where a page begins. */
  sealed interface Start {

    record Newest() implements Start {}

    /** Behind a session as it stood on the page before. */
    record Behind(Instant updatedAt, AgentId agent, String key) implements Start {}
  }

  /** Where a page of the archive begins. */
  sealed interface ArchiveStart {

    record LastArchived() implements ArchiveStart {}

    /** Behind a session as it stood on the page before. */
    record Behind(Instant archivedAt, AgentId agent, ArchiveId archive) implements ArchiveStart {}
  }

  /** What {@link #list} found. */
  sealed interface Listing {

    /**
     * Sessions, and whether there are more.
     *
     * @param unread agents that are left out
     */
    record Page(List<SessionEntry> sessions, More more, List<UnreadAgent> unread)
        implements Listing {
      public Page {
        sessions = List.copyOf(sessions);
        unread = List.copyOf(unread);
      }
    }

    /** There is no such agent for this caller, or the store does not tell now; why. */
    record Refused(Refusal refusal) implements Listing {}
  }

  /** What {@link #archives} found. */
  sealed interface ArchiveListing {

    /**
     * Archived sessions, and whether there are more.
     *
     * @param unread agents that are left out
     */
    record Page(List<ArchivedSession> sessions, More more, List<UnreadAgent> unread)
        implements ArchiveListing {
      public Page {
        sessions = List.copyOf(sessions);
        unread = List.copyOf(unread);
      }
    }

    /** There is no such agent for this caller, or the store does not tell now; why. */
    record Refused(Refusal refusal) implements ArchiveListing {}
  }

  /** What {@link #find} found. */
  sealed interface Finding {

    record Found(SessionEntry session) implements Finding {}

    /** There is none for this caller. */
    record Unknown() implements Finding {}

    /** The key or the agent makes no sense, or the store does not tell now; why. */
    record Refused(Refusal refusal) implements Finding {}
  }

  /** What became of a patch. */
  sealed interface Patching {

    record Patched(SessionEntry session) implements Patching {}

    /** It stands at another version; nothing was changed. */
    record VersionConflict(long currentVersion) implements Patching {}

    /** There is none for this caller. */
    record Unknown() implements Patching {}

    /** The key, the agent or the model makes no sense, or the store does not do it now; why. */
    record Refused(Refusal refusal) implements Patching {}
  }

  /** What became of a reset. */
  sealed interface Resetting {

    /** The session as it is now. */
    record Reset(SessionEntry session) implements Resetting {}

    /** There is none for this caller. */
    record Unknown() implements Resetting {}

    /** It makes no sense, waited too long, or the store does not do it now; why. */
    record Refused(Refusal refusal) implements Resetting {}
  }

  /** What became of a deletion. */
  sealed interface Deletion {

    /** It can be restored from the archive. */
    record Archived(ArchivedSession session) implements Deletion {}

    /** There is none for this caller. */
    record Unknown() implements Deletion {}

    /** It makes no sense, waited too long, or the store does not do it now; why. */
    record Refused(Refusal refusal) implements Deletion {}
  }

  /** What became of a restoring. */
  sealed interface Restoring {

    record Restored(SessionEntry session) implements Restoring {}

    /** Another session has the key; nothing was changed. */
    record KeyInUse() implements Restoring {}

    /** Nothing of this id is in the archive for this caller. */
    record Unknown() implements Restoring {}

    /** The store does not do it now; why. */
    record Unwritten(Refusal refusal) implements Restoring {}
  }
}
