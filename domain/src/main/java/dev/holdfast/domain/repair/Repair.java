package dev.holdfast.domain.repair;

import dev.holdfast.domain.finding.Finding;

/**
 * One thing that mends what was found. It holds all that decides what is done, so that what was
 * planned is what is done; doing it again finds it done.
 */
public sealed interface Repair {

  /** Stable name of what is done, in {@code kebab-case}. */
  String kind();

  /** The file, folder or object it is done to. */
  String where();

  /** One sentence: what is done and what is kept. */
  String does();

  /** What has to be held while it is done; the lock, unless it is known to be right without. */
  default Needs needs() {
    return Needs.HOME_LOCK;
  }

  /** What has to be held while something is mended. */
  enum Needs {
    /** Nothing: it is right beside a running gateway as well. */
    NOTHING,
    /** The lock of the home: no gateway may run. */
    HOME_LOCK
  }

  /**
   * Takes the permissions of others away.
   *
   * @param target what stands there; nothing else is restricted
   * @param owner the number of the user it belongs to; what is another's is not restricted
   * @param permissions the nine bits it has afterwards
   */
  record Restrict(String where, Target target, long owner, int permissions) implements Repair {
    @Override
    public String kind() {
      return "restrict";
    }

    @Override
    public String does() {
      return "Set the permissions to %04o.".formatted(permissions);
    }

    @Override
    public Needs needs() {
      return Needs.NOTHING;
    }
  }

  /** What is restricted. */
  enum Target {
    FILE,
    FOLDER
  }

  /** Removes the record of a gateway that does not run. */
  record RemoveRecord(String where) implements Repair {
    @Override
    public String kind() {
      return "remove-record";
    }

    @Override
    public String does() {
      return "Remove the record of a gateway that no longer runs.";
    }
  }

  /**
   * Renames a tree that shadows the home, so that no command finds it again.
   *
   * @param to its new path, in the same folder
   */
  record ArchiveTree(String where, String to) implements Repair {
    @Override
    public String kind() {
      return "archive-tree";
    }

    @Override
    public String does() {
      return "Rename it to " + to + "; nothing in it is changed, removed or merged.";
    }

    @Override
    public Needs needs() {
      return Needs.NOTHING;
    }
  }

  /**
   * Puts a damaged database aside and makes a new one of every row that can be read.
   *
   * @param file relative to the home
   * @param identity what becomes of a store whose identity cannot be read
   */
  record SalvageDatabase(String home, String file, LostIdentity identity) implements Repair {
    @Override
    public String kind() {
      return "salvage-database";
    }

    @Override
    public String where() {
      return home + "/" + file;
    }

    @Override
    public String does() {
      return "Put the damaged database aside as it is, with what lies beside it, and make a new one"
          + " in its place of every row that can be read; what is known to be lost is"
          + " counted. Where tokens are lost, or may be, the token file of the home is put"
          + " aside too, since it may hold a revoked one; the next start makes a new one."
          + switch (identity) {
            case KEPT -> "";
            case REPLACED ->
                " The identity of the store cannot be read as it is: it is kept if its page can be"
                    + " read, and the store gets a new one if not.";
          };
    }
  }

  /** What becomes of the identity of a store when it cannot be read. */
  enum LostIdentity {
    /** Nothing is done then. */
    KEPT,
    /** The store gets a new one, unless the salvage can read its own after all. */
    REPLACED
  }

  /**
   * Makes a control plane for a home that lost its own and has databases of agents.
   *
   * @param file the lost one, relative to the home
   */
  record MakeControlPlane(String home, String file) implements Repair {
    @Override
    public String kind() {
      return "make-control-plane";
    }

    @Override
    public String where() {
      return home + "/" + file;
    }

    @Override
    public String does() {
      return "Make a new control plane, with a new identity of the store, that knows every agent"
          + " which has a database; no conversation is touched. What only the lost one had"
          + " is gone then: the audit, and all tokens. The token file of the home is put"
          + " aside, since it may hold a revoked one; the next start makes a new one.";
    }
  }

  /** Brings every older database of a home to the schema of this program. */
  record UpgradeStore(String home) implements Repair {
    @Override
    public String kind() {
      return "upgrade-store";
    }

    @Override
    public String where() {
      return home;
    }

    @Override
    public String does() {
      return "Copy each older database, read the copy back, and bring the database to the schema of"
          + " this program.";
    }
  }

  /**
   * Removes rows that refer to nothing, and mends what can be derived from others.
   *
   * @param file relative to the home
   */
  record MendRows(String home, String file) implements Repair {
    @Override
    public String kind() {
      return "mend-rows";
    }

    @Override
    public String where() {
      return home + "/" + file;
    }

    @Override
    public String does() {
      return "Copy the database, read the copy back, derive lost rows from others, and remove those"
          + " that refer to nothing; no event of any transcript is removed.";
    }
  }

  /**
   * Writes the write-ahead log of a database back and empties it.
   *
   * @param file relative to the home
   */
  record EmptyLog(String home, String file) implements Repair {
    @Override
    public String kind() {
      return "empty-log";
    }

    @Override
    public String where() {
      return home + "/" + file;
    }

    @Override
    public String does() {
      return "Write the log beside the database back into it and empty the log.";
    }
  }

  /**
   * Ends the turns of an agent that a process left behind when it ended, and frees the leases of
   * turns that have ended.
   *
   * @param file the agent's database, relative to the home
   * @param agent its name
   */
  record EndTurns(String home, String file, String agent) implements Repair {
    @Override
    public String kind() {
      return "end-turns";
    }

    @Override
    public String where() {
      return home + "/" + file;
    }

    @Override
    public String does() {
      return "End each turn whose process is gone as interrupted, and free leases that no turn has,"
          + " so that their sessions go on; what was asked and said is kept.";
    }
  }

  /** What came of doing it. */
  sealed interface Outcome {

    /**
     * It is done.
     *
     * @param told what there is to know of it; may be empty
     */
    record Done(String told) implements Outcome {}

    /** There was nothing left to do. */
    record NothingToDo() implements Outcome {}

    /** It could not be done; everything is as it was. */
    record NotDone(Finding finding) implements Outcome {}
  }
}
