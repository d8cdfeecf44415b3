package dev.holdfast.ports.out.env;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What was found of one database file.
 *
 * @param file relative to the home, with slashes
 * @param bytes size of the file; 0 if there is none
 * @param logBytes size of the write-ahead log beside it; 0 if there is none
 */
public record DatabaseFacts(
    String file, Role role, Registration registration, long bytes, long logBytes, Content content) {

  /** What a database is for. */
  public sealed interface Role {

    /** The control plane of the home. */
    record ControlPlane() implements Role {}

    /**
     * One agent's data.
     *
     * @param agent the agent's id, or the folder's name as it is
     */
    record Agent(String agent) implements Role {}
  }

  /** Whether the control plane knows of it. */
  public enum Registration {
    REGISTERED,
    UNREGISTERED,
    /** The control plane cannot be read. */
    UNKNOWN
  }

  /** What is in it. */
  public sealed interface Content {

    /** The control plane knows of it, but there is no such file. */
    record Missing() implements Content {}

    /**
     * Nothing of it can be read.
     *
     * @param message why, for an operator
     */
    record Unreadable(Reason reason, String message) implements Content {}

    /**
     * It was read, all of it or in part.
     *
     * @param rows the number of rows of each table that could be counted
     * @param orphans rows that nothing refers to, or that refer to nothing; only kinds with rows
     * @param running turns that have not ended, the oldest first, at most {@link #MOST_TURNS}
     * @param blockedProviders provider ids that no row may hold
     * @param unread what could not be read, for an operator; empty: nothing is missing above
     */
    record Inspected(
        Settings settings,
        SchemaState schema,
        Integrity integrity,
        Map<String, Long> rows,
        List<Orphans> orphans,
        List<UnendedTurn> running,
        List<String> blockedProviders,
        List<String> unread)
        implements Content {

      /** How many turns are told of, each with its lease. */
      public static final int MOST_TURNS = 1_000;

      public Inspected {
        rows = Map.copyOf(rows);
        orphans = List.copyOf(orphans);
        running = List.copyOf(running);
        blockedProviders = List.copyOf(blockedProviders);
        unread = List.copyOf(unread);
      }
    }
  }

  /** Why nothing of a file can be read. */
  public enum Reason {
    /** A link, a folder, or a file with several names. */
    NOT_PLAIN,
    /** This user may not read it, or what lies beside it. */
    NO_ACCESS,
    /** Empty, or written by another program. */
    NOT_OURS,
    /** The file is damaged. */
    DAMAGED,
    /** A process holds it so that nobody else can read. */
    LOCKED,
    /** What is in its log is needed, and cannot be read without making a file. */
    LOG_NEEDED
  }

  /**
   * How the file is organized.
   *
   * @param journalMode SQLite's word; {@code wal} is the one that the store relies on
   * @param pages the size of the database in pages
   * @param freePages how many of them hold nothing
   * @param view whether the write-ahead log was read with it
   */
  public record Settings(
      String journalMode, long pageBytes, long pages, long freePages, View view) {}

  /** How much of a database a look shows. */
  public enum View {
    /** Everything that was committed. */
    WHOLE,
    /** What is in the write-ahead log cannot be read without making a file, and is missing. */
    WITHOUT_LOG
  }

  /**
   * The version of its schema.
   *
   * @param database the newest migration it has; empty for a foreign one
   * @param program the newest migration this program knows
   */
  public record SchemaState(Standing standing, String database, String program) {}

  /** How a database stands to this program. */
  public enum Standing {
    CURRENT,
    OLDER,
    NEWER,
    /** Another kind of database, or a migration of it failed. */
    FOREIGN
  }

  /** Whether every page and every reference is as it should be. */
  public sealed interface Integrity {

    /** It was not asked for, or could not be. */
    record NotChecked() implements Integrity {}

    /**
     * It was checked.
     *
     * @param damage SQLite's words, at most {@link #MOST_ROWS}; empty: none
     * @param references tables with rows that refer to rows that are not there
     */
    record Checked(List<String> damage, List<Dangling> references) implements Integrity {

      /** How many lines of damage are told. */
      public static final int MOST_ROWS = 100;

      public Checked {
        damage = List.copyOf(damage);
        references = List.copyOf(references);
      }
    }
  }

  /** Rows of a table that refer to rows of another that are not there. */
  public record Dangling(String table, String parent, long rows) {

    /** What can be done about them. */
    public Cure cure() {
      return table.equals("events") && parent.equals("artifacts")
          ? OrphanKind.EVENTS_WITHOUT_ARTIFACT.cure()
          : Cure.MENDING;
    }
  }

  /** What can be done about rows that lack something. */
  public enum Cure {
    /** {@link StoreMaintenance#mendOrphans}. */
    MENDING,
    /** Recovery, which ends turns and frees their leases. */
    RECOVERY,
    /** Nothing but a copy that has what is lost: a row is not removed for lacking it. */
    NONE
  }

  /**
   * Rows that nothing refers to, or that refer to nothing.
   *
   * @param examples their ids, at most {@link #MOST_EXAMPLES}
   */
  public record Orphans(OrphanKind kind, long rows, List<String> examples) {

    /** How many ids are told. */
    public static final int MOST_EXAMPLES = 10;

    public Orphans {
      examples = List.copyOf(examples);
    }
  }

  /** What a row lacks. */
  public enum OrphanKind {
    EVENTS_WITHOUT_TRANSCRIPT,
    EVENTS_WITHOUT_PARENT,
    /** The content of the event is lost. */
    EVENTS_WITHOUT_ARTIFACT(Cure.NONE),
    ARTIFACTS_WITHOUT_EVENT,
    SESSIONS_WITHOUT_TRANSCRIPT,
    ARCHIVED_SESSIONS_WITHOUT_TRANSCRIPT,
    TRANSCRIPTS_WITHOUT_SESSION,
    TRANSCRIPTS_WITHOUT_HEAD,
    /** The session id that its key pointed at before. */
    TRANSCRIPTS_WITHOUT_PREVIOUS,
    /** The number of events is not the one that the transcript's row tells. */
    TRANSCRIPTS_MISCOUNTED,
    TURNS_WITHOUT_TRANSCRIPT,
    RUNNING_TURNS_WITHOUT_LEASE(Cure.RECOVERY),
    /** The turn has ended. */
    LEASES_WITHOUT_RUNNING_TURN(Cure.RECOVERY),
    LEASES_WITHOUT_TURN,
    RESPONSES_WITHOUT_TURN,
    RESPONSES_WITHOUT_TRANSCRIPT,
    /** The event that a response after it would follow. */
    RESPONSES_WITHOUT_HEAD,
    IDEMPOTENCY_WITHOUT_TURN,
    ADOPTIONS_WITHOUT_EVENT,
    ADOPTIONS_WITHOUT_TURN;

    private final Cure cure;

    OrphanKind() {
      this(Cure.MENDING);
    }

    OrphanKind(Cure cure) {
      this.cure = cure;
    }

    /** What can be done about such rows. */
    public Cure cure() {
      return cure;
    }
  }

  /**
   * A turn that has not ended: running, or left behind.
   *
   * @param sessionKey empty if the turn has none, and so no lease either
   * @param owner the process that began it
   * @param epoch of the lease it was granted; 0: none
   */
  public record UnendedTurn(
      String turnId,
      String sessionKey,
      String state,
      String owner,
      long epoch,
      Instant startedAt,
      LeaseState lease) {}

  /** The lease of a turn's session. */
  public sealed interface LeaseState {

    /** The turn's own lease, which runs out unless it is renewed. */
    record Held(String owner, long epoch, Instant grantedAt, Instant deadline)
        implements LeaseState {}

    /** Another turn has the lease: this one can write no more. */
    record HeldByAnother(String turnId, String owner, long epoch, Instant deadline)
        implements LeaseState {}

    /** Nobody has it. */
    record Free() implements LeaseState {}

    /** The turn has no session key, so it needs none. */
    record NotNeeded() implements LeaseState {}
  }
}
