package dev.holdfast.domain.turn;

/** When a process may take the lease of another one. */
public enum Takeover {
  /**
   * At once: whoever holds the home's lock knows that every other process is gone, whatever the
   * clock says.
   */
  AT_ONCE,
  /** Once its deadline has passed: several live processes share the store. */
  AFTER_DEADLINE
}
