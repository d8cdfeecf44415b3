package dev.holdfast.app.usecase;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.audit.AuditEntry;
import dev.holdfast.domain.audit.AuditOutcome;
import dev.holdfast.domain.audit.AuditRecord;
import dev.holdfast.domain.session.SessionEntry;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.token.AgentBinding;
import dev.holdfast.domain.token.Caller;
import dev.holdfast.domain.token.KeyBinding;
import dev.holdfast.domain.token.Scope;
import dev.holdfast.domain.turn.RequestId;
import dev.holdfast.ports.in.AuditTrail;
import dev.holdfast.ports.in.Requester;
import dev.holdfast.ports.in.SessionAdministration;
import dev.holdfast.ports.in.SessionAdministration.Finding;
import dev.holdfast.ports.in.SessionAdministration.Named;
import java.util.List;

/** Somebody who looks after the sessions of a gateway, and the audit that tells of it. */
final class SessionDesk {

  static final Named ANN = new Named("", TurnFixture.KEY);

  final TurnFixture fixture = TurnFixture.started();
  final SessionAdministration sessions = fixture.injector.getInstance(SessionAdministration.class);
  private final AuditTrail audit = fixture.injector.getInstance(AuditTrail.class);

  static Requester admin() {
    return new Requester(Caller.LOCAL_OPERATOR, new RequestId("req_admin"));
  }

  static Requester bound(AgentBinding agents, KeyBinding keys) {
    return new Requester(
        new Caller("b", "bound", Scope.ADMIN, agents, keys), new RequestId("req_bound"));
  }

  static Requester boundTo(String key) {
    return bound(new AgentBinding.Any(), new KeyBinding.Exact(SessionKey.ofStored(key)));
  }

  SessionEntry found() {
    Finding finding = sessions.find(admin(), ANN);
    assertThat(finding).isInstanceOf(Finding.Found.class);
    return ((Finding.Found) finding).session();
  }

  List<AuditRecord> rows() {
    AuditTrail.Reading reading = audit.read(admin(), new AuditTrail.Start.Newest(), 100);
    return ((AuditTrail.Reading.Page) reading).entries().stream().map(AuditEntry::record).toList();
  }

  /** The newest row of the audit: what was asked for, and what came of it. */
  String told() {
    AuditRecord row = rows().getFirst();
    return row.operation()
        + " "
        + switch (row.outcome()) {
          case AuditOutcome.Done() -> "done";
          case AuditOutcome.Refused(String reason) -> reason;
        };
  }
}
