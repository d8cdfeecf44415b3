package dev.holdfast.ports.in;

import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.state.StoreId;
import dev.holdfast.domain.state.WriteFacts.Consent;

/** Gives the store of a home another identity, so that a copy is told from its original. */
public interface IdentityRenewal {

  /**
   * Does it, under the lock of the home; the former identity is kept in the store.
   *
   * @param consent whether the home of another user may be taken
   * @throws dev.holdfast.ports.out.env.StorageFailure if there is a store and it cannot be written
   */
  Renewal renew(Consent consent);

  /** What became of it. */
  sealed interface Renewal {

    record Renewed(StoreId former, StoreId now) implements Renewal {}

    /** Somebody else took the home meanwhile; nothing was changed. */
    record HeldMeanwhile() implements Renewal {}

    /** The home has no store. */
    record NoStore() implements Renewal {}

    /** The home cannot be locked or must not be used; nothing was changed. */
    record Refused(Finding finding) implements Renewal {}
  }
}
