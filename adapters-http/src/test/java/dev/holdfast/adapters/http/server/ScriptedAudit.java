package dev.holdfast.adapters.http.server;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.audit.AuditAuthor;
import dev.holdfast.domain.audit.AuditEntry;
import dev.holdfast.domain.audit.AuditId;
import dev.holdfast.domain.audit.AuditOperation;
import dev.holdfast.domain.audit.AuditOutcome;
import dev.holdfast.domain.audit.AuditRecord;
import dev.holdfast.domain.audit.AuditTarget;
import dev.holdfast.domain.turn.RequestId;
import dev.holdfast.ports.in.AuditTrail;
import dev.holdfast.ports.in.More;
import dev.holdfast.ports.in.Requester;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Audit rows as the use cases behind the server would tell them; notes who was turned away. */
final class ScriptedAudit implements AuditTrail {

  final List<String> turnedAway = new CopyOnWriteArrayList<>();

  private volatile boolean hidden;

  private static final List<AuditEntry> ENTRIES =
      List.of(
          entry(
              3, new AuditTarget.OfAgent(AgentId.MAIN, "agent:main:main"), new AuditOutcome.Done()),
          entry(2, new AuditTarget.Nothing(), new AuditOutcome.Refused("token_not_found")),
          entry(1, new AuditTarget.OfHome("t-1"), new AuditOutcome.Done()));

  private static AuditEntry entry(long number, AuditTarget target, AuditOutcome outcome) {
    return new AuditEntry(
        number,
        new AuditRecord(
            new AuditId("audit-" + number),
            Instant.parse("2026-01-02T03:04:05.678Z"),
            number == 1
                ? new AuditAuthor.OperatingSystemUser("ann")
                : new AuditAuthor.Token("t-1", "laptop"),
            AuditOperation.TOKEN_REVOKE,
            target,
            outcome,
            new RequestId("request-" + number)));
  }

  /** From now on everybody is bound to less than the whole home. */
  void hide() {
    hidden = true;
  }

  @Override
  public Reading read(Requester by, Start start, int limit) {
    if (hidden) {
      return new Reading.BeyondBinding();
    }
    List<AuditEntry> rest =
        switch (start) {
          case Start.Newest() -> ENTRIES;
          case Start.Before(long number) ->
              ENTRIES.stream().filter(entry -> entry.number() < number).toList();
        };
    return new Reading.Page(
        rest.stream().limit(limit).toList(), rest.size() > limit ? More.SOME : More.NONE);
  }

  @Override
  public void turnedAway(Requester by, AuditOperation operation) {
    turnedAway.add(operation + " in " + by.request() + " by " + by.caller().name());
  }
}
