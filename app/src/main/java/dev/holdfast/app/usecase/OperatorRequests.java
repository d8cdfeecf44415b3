package dev.holdfast.app.usecase;

import dev.holdfast.domain.audit.AuditAuthor;
import dev.holdfast.domain.token.Caller;
import dev.holdfast.ports.in.Requester;
import dev.holdfast.ports.out.env.IdSource;
import jakarta.inject.Inject;

/** Makes the requests of whoever runs a command here: it may all, and the audit names the user. */
final class OperatorRequests {

  private final IdSource ids;
  private final AuditAuthor.OperatingSystemUser user;

  @Inject
  OperatorRequests(IdSource ids, AuditAuthor.OperatingSystemUser user) {
    this.ids = ids;
    this.user = user;
  }

  Requester next() {
    return new Requester(Caller.LOCAL_OPERATOR, user, ids.newRequestId());
  }
}
