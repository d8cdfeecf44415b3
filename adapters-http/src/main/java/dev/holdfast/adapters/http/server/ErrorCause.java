package dev.holdfast.adapters.http.server;

import dev.holdfast.domain.turn.FailureCause;
import dev.holdfast.domain.turn.RefusalReason;

/** Whatever a client can be told instead of an answer. */
sealed interface ErrorCause {

  /** The request was turned down at the door. */
  record TurnedDown(RequestFault fault) implements ErrorCause {}

  /** What the management API was asked for was not done. */
  record Undone(ManagementFault fault) implements ErrorCause {}

  /** The turn was not begun. */
  record Refused(RefusalReason reason) implements ErrorCause {}

  /** The turn gave no answer. */
  record Failed(FailureCause cause) implements ErrorCause {}
}
