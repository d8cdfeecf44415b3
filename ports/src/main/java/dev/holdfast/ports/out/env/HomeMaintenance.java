package dev.holdfast.ports.out.env;

import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.repair.Repair;

/**
 * Mends the files of one home. Each method does its thing whole or not at all, looks first whether
 * it is still to be done, and touches nothing that its value does not name.
 */
public interface HomeMaintenance {

  /**
   * Takes permissions away. No link is followed, also on the way there. The caller does not hold
   * the lock of the home: changing the lock file's permissions would let go of it.
   */
  Repair.Outcome restrict(Repair.Restrict repair);

  /** Removes a stale record; the caller holds the lock of the home it names. */
  Repair.Outcome removeRecord(Repair.RemoveRecord repair);

  /** Renames a tree; refused while somebody holds the lock of the tree. */
  Repair.Outcome archive(Repair.ArchiveTree repair);

  /**
   * Takes the lock of the home.
   *
   * @return the lock, or who or what is in the way
   */
  Locking lock();

  /** What came of asking for the lock. */
  sealed interface Locking {

    /** It is ours until the hold is closed. */
    record Locked(Hold hold) implements Locking {}

    /** It cannot be had; nothing was changed. */
    record NotLocked(Finding finding) implements Locking {}
  }

  /** A lock that is held. */
  interface Hold extends AutoCloseable {

    /** Gives it back; a second call does nothing. */
    @Override
    void close();
  }
}
