package dev.holdfast.ports.in;

import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.state.StoreId;

/** What came of asking to change a home without a gateway. */
public sealed interface DirectAccess {

  /** The lock of the home is held and its store is open, until this is closed. */
  record Granted(DirectHome home) implements DirectAccess {}

  /** Somebody else took the home meanwhile; nothing was changed. */
  record HeldMeanwhile() implements DirectAccess {}

  /** The home has no store, and none is made here. */
  record NoStore() implements DirectAccess {}

  /** The home cannot be locked or must not be used; nothing was changed. */
  record Refused(Finding finding) implements DirectAccess {}

  /** A home that this process holds. */
  interface DirectHome extends AutoCloseable {

    /** The store that is open. */
    StoreId store();

    /** What can be looked at. */
    HomeLists queries();

    /** What can be changed. */
    HomeChanges changes();

    /** Closes the store and gives the lock back. */
    @Override
    void close();
  }
}
