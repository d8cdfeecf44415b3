package dev.holdfast.ports.in;

import dev.holdfast.domain.audit.AuditAuthor;
import dev.holdfast.domain.token.Caller;
import dev.holdfast.domain.turn.RequestId;

/** Who wants a change, and in which request: both stand in its audit row. */
public record Requester(Caller caller, RequestId request) {

  /** As the audit names whoever asks. */
  public AuditAuthor author() {
    return AuditAuthor.of(caller);
  }
}
