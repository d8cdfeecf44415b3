package dev.holdfast.ports.out.env;

import dev.holdfast.domain.state.StoreId;
import dev.holdfast.ports.out.env.DatabaseFacts.Orphans;
import java.util.List;
import java.util.Map;

/**
 * Changes a store that nobody has open: the caller holds the home's lock, and no {@code Storage} of
 * this process is open on the home. Each call is durable when it returns, may be killed at any
 * moment, and completes or changes nothing when it is called again.
 */
public interface StoreMaintenance {

  /**
   * Copies a database as it is at this moment, and reads the copy: pages, references, version and
   * row counts are those of the original.
   *
   * @param file relative to the home
   * @throws StorageFailure if there is no room, or the copy is not the same; nothing is left of it
   */
  VerifiedCopy copy(String home, String file, StoreProgress progress);

  /**
   * Brings every older database to the schema of this program, each after a verified copy. One that
   * cannot be is left as it is, with the reason, and keeps no other back; but if a newer program
   * wrote one, none is touched: that program may need the others as they are.
   */
  Upgrades upgrade(String home, StoreProgress progress);

  /**
   * Puts a damaged database aside as one set with what lies beside it, and makes a new one in its
   * place of every row that can be read. Goes on with one that was begun. Looks at every page
   * first: one that is sound is left as it is. Where tokens are lost, or may be, the file with the
   * home's own token is put aside too: it may be one that was revoked.
   *
   * @param file relative to the home
   * @param identity what to do if the control plane's identity cannot be read
   * @throws StorageFailure if there is no room, the new one cannot be made, or a newer or another
   *     program wrote the damaged one, which is kept where it is
   */
  Salvage salvage(String home, String file, LostIdentity identity, StoreProgress progress);

  /**
   * Makes a control plane for a home that lost its own and has databases of agents: with a new
   * identity, without tokens and audit, and with every agent registered that has a database. What
   * lies beside the place of the lost one is put aside, because it would be taken for the new
   * one's, and so is the file with the home's own token, which may be one that was revoked.
   *
   * @throws StorageFailure if it cannot be made, or a salvage of the lost one was cut short
   */
  Adoption adoptAgents(String home, StoreProgress progress);

  /** Databases whose salvage was begun and not completed, relative to the home. */
  List<String> unfinishedSalvages(String home);

  /**
   * Removes rows that refer to nothing and mends what can be derived from others, in one
   * transaction after a verified copy. No event is removed, also none whose content is lost, and a
   * transcript that lost its key gets one that keeps it. Turns that run and leases of turns that
   * have ended are left alone: recovery ends and frees them.
   *
   * @param file relative to the home
   */
  Mended mendOrphans(String home, String file, StoreProgress progress);

  /** Gives the store a new identity; the former one is kept in a row. For the copy of a home. */
  NewIdentity renewIdentity(String home);

  /**
   * Writes a database's log back and empties it.
   *
   * @param file relative to the home
   * @return the size of the log before, in bytes
   * @throws StorageFailure if a newer or another program wrote the database, or nothing of the log
   *     can be believed; both are left as they are
   */
  long emptyLog(String home, String file);

  /**
   * A copy that was read back.
   *
   * @param file what was copied, relative to the home
   * @param copy where it is, an absolute path
   * @param rows the number of rows of each table
   */
  record VerifiedCopy(String file, String copy, String schemaVersion, Map<String, Long> rows) {
    public VerifiedCopy {
      rows = Map.copyOf(rows);
    }
  }

  /** What became of the older databases; both empty if there was none. */
  record Upgrades(List<StorageReport.Upgrade> done, List<NotDone> notDone) {
    public Upgrades {
      done = List.copyOf(done);
      notDone = List.copyOf(notDone);
    }
  }

  /**
   * A database that is as it was.
   *
   * @param file relative to the home
   * @param reason for an operator
   */
  record NotDone(String file, String reason) {}

  /** What to do about a control plane whose identity cannot be read. */
  enum LostIdentity {
    /** Leave everything as it is and say so. */
    REFUSED,
    /** Give the store a new one. */
    REPLACED
  }

  /** What became of a damaged database. */
  sealed interface Salvage {

    /**
     * A new database is in its place.
     *
     * @param quarantine the folder with the damaged one, an absolute path
     * @param tables each table that the schema has
     * @param unreadablePages numbers of pages, as ranges such as {@code 7} and {@code 12-19}
     * @param setAside a file beside the damaged one with the rows that fit nowhere, an absolute
     *     path; empty if there are none
     * @param token the home's own token where it was put aside, an absolute path; empty if it was
     *     not
     * @param registered agents whose rows of the control plane were lost, or may have been, and
     *     that were registered because they have a database
     */
    record Done(
        String quarantine,
        List<TableSalvage> tables,
        List<String> unreadablePages,
        String setAside,
        String token,
        List<String> registered,
        KeptIdentity identity)
        implements Salvage {
      public Done {
        tables = List.copyOf(tables);
        unreadablePages = List.copyOf(unreadablePages);
        registered = List.copyOf(registered);
      }
    }

    /** The identity of the store cannot be read, and no new one was wished. Nothing was changed. */
    record IdentityLost() implements Salvage {}

    /** There is no such file. Nothing was changed. */
    record NoFile() implements Salvage {}

    /** Every page is as it should be. Nothing was changed. */
    record Sound() implements Salvage {}
  }

  /** What came of making a control plane for a home that lost its own. */
  sealed interface Adoption {

    /**
     * It is there.
     *
     * @param registered the agents it knows
     * @param aside the folders with what was put aside, absolute paths: more than one if it was
     *     begun before and cut short; empty if there was nothing
     * @param token the home's own token where it was put aside, an absolute path; empty if there
     *     was none
     */
    record Done(StoreId store, List<String> registered, List<String> aside, String token)
        implements Adoption {
      public Done {
        registered = List.copyOf(registered);
        aside = List.copyOf(aside);
      }
    }

    /** There is a control plane, or no agent has a database. Nothing was changed. */
    record NothingToDo() implements Adoption {}
  }

  /** The identity of a salvaged store. */
  sealed interface KeptIdentity {

    /** The file is an agent's, which has none. */
    record None() implements KeptIdentity {}

    /** The one it had. */
    record Same(StoreId id) implements KeptIdentity {}

    /** A new one, because the former is lost. */
    record Replaced(StoreId id) implements KeptIdentity {}
  }

  /**
   * What became of a table's rows.
   *
   * @param kept rows that are in the new database as they were
   * @param rebuilt rows that were lost and derived from others, and ones that were mended
   * @param setAside rows that were read but fit nowhere
   * @param lost rows that are known to have been there, from indexes and numbers, and cannot be
   *     read
   */
  record TableSalvage(
      String table, long kept, long rebuilt, long setAside, long lost, Losses losses) {}

  /** How much is known of what a table lost. */
  enum Losses {
    /** All of it: there was no other row than those that are told. */
    COUNTED,
    /** There may have been more: where the table's rows lay cannot be read, nor can an index. */
    UNKNOWN
  }

  /**
   * What was removed or mended.
   *
   * @param orphans by kind; empty if there was nothing to do
   * @param copy the copy that was made before, an absolute path; empty if nothing was to do
   */
  record Mended(List<Orphans> orphans, String copy) {
    public Mended {
      orphans = List.copyOf(orphans);
    }
  }

  /** The identities of a store before and after. */
  record NewIdentity(StoreId former, StoreId now) {}
}
