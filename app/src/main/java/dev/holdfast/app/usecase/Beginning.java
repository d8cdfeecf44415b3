package dev.holdfast.app.usecase;

import dev.holdfast.domain.turn.LeaseHolder;

/** What became of a turn's first commit. */
sealed interface Beginning {

  /**
   * Turn, lease and input are stored.
   *
   * @param epoch to be given back with the turn's end, 0 for a stateless turn
   */
  record Begun(long epoch) implements Beginning {}

  /** Somebody changed the session meanwhile; nothing was stored. */
  record SessionMoved() implements Beginning {}

  /** A turn of this process was left running in the session; nothing was stored. */
  record Busy() implements Beginning {}

  /** The request's name was claimed by somebody else meanwhile; nothing was stored. */
  record Repeated() implements Beginning {}

  /** A turn of another process runs in the session; nothing was stored. */
  record Held(LeaseHolder holder) implements Beginning {}
}
