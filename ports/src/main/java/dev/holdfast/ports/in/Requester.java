package dev.holdfast.ports.in;

import dev.holdfast.domain.audit.AuditAuthor;
import dev.holdfast.domain.token.Caller;
import dev.holdfast.domain.turn.RequestId;

/**
 * Who wants a change, and in which request.
 *
 * @param caller what it may reach
 * @param author as the audit names whoever asks
 */
public record Requester(Caller caller, AuditAuthor author, RequestId request) {

  /** Whoever showed a token. */
  public Requester(Caller caller, RequestId request) {
    this(caller, AuditAuthor.of(caller), request);
  }
}
