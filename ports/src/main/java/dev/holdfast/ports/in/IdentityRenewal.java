package dev.holdfast.ports.in;

import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.state.StoreId;

/** What came of asking to give the store of a home a new identity. */
public sealed interface IdentityRenewal {

  /** It has one; the store remembers the former. */
  record Renewed(StoreId former, StoreId now) implements IdentityRenewal {}

  /** Somebody else took the home meanwhile; nothing was changed. */
  record HeldMeanwhile() implements IdentityRenewal {}

  /** The home has no store. */
  record NoStore() implements IdentityRenewal {}

  /** Between the look and the lock another store came there; nothing was changed. */
  record Exchanged(StoreId found) implements IdentityRenewal {}

  /** The home cannot be locked or must not be used; nothing was changed. */
  record Refused(Finding finding) implements IdentityRenewal {}
}
