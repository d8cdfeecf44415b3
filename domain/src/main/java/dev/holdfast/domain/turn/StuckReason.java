package dev.holdfast.domain.turn;

/** Why nobody will end a turn. */
public enum StuckReason {
  /** The process that ran it is gone. */
  OWNER_GONE,
  /** Its process is this one, which does not work on it. */
  NOT_AT_WORK,
  /** Its process does not renew its lease. */
  LEASE_EXPIRED,
  /** The lease of its session is not its own, so its end can never be stored. */
  WITHOUT_LEASE,
  /** Its process is this one and hangs in it, longer than the turn may take. */
  OVERDUE,
  /** Not a turn: a lease that no running turn has. */
  STRAY_LEASE
}
