package dev.holdfast.app.usecase;

import dev.holdfast.domain.audit.AuditOperation;
import dev.holdfast.domain.audit.AuditOutcome;
import dev.holdfast.domain.audit.AuditTarget;
import dev.holdfast.domain.state.StoreId;
import jakarta.inject.Inject;

/** Takes down in the audit that a store got a new identity, in the name of who runs the command. */
public final class RenewalAudit {

  private final AuditService audit;

  @Inject
  RenewalAudit(AuditService audit) {
    this.audit = audit;
  }

  /** A store got this identity. */
  public void renewed(StoreId now) {
    audit.ran(
        AuditOperation.STORE_RENEW_IDENTITY,
        new AuditTarget.OfHome(now.value()),
        new AuditOutcome.Done());
  }
}
