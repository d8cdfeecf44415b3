package dev.holdfast.app.usecase;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.audit.AuditAuthor;
import dev.holdfast.domain.audit.AuditOperation;
import dev.holdfast.domain.audit.AuditOutcome;
import dev.holdfast.domain.audit.AuditRecord;
import dev.holdfast.domain.audit.AuditTarget;
import dev.holdfast.domain.turn.Refusal;
import dev.holdfast.ports.in.AuditTrail;
import dev.holdfast.ports.in.More;
import dev.holdfast.ports.in.Requester;
import dev.holdfast.ports.out.env.StorageFailure;
import dev.holdfast.ports.out.read.ControlPlaneReads;
import dev.holdfast.ports.out.read.ControlPlaneReads.AuditPage;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes audit rows, stores those of refusals, and tells them. */
final class AuditService implements AuditTrail {

  private static final Logger log = LoggerFactory.getLogger(AuditService.class);

  /** Why the one row is there that stands for all refusals of its author until the hour is over. */
  static final String LEFT_OUT = "further_refusals_left_out";

  /** How many rows one commit takes over. */
  private static final int AT_ONCE = 100;

  private final ControlPlaneReads reads;
  private final WriteBoundary boundary;
  private final RandomIds ids;
  private final Clock clock;
  private final AuditAuthor.OperatingSystemUser user;
  private final RefusalAllowance allowance = new RefusalAllowance();

  @Inject
  AuditService(
      ControlPlaneReads reads,
      WriteBoundary boundary,
      RandomIds ids,
      Clock clock,
      AuditAuthor.OperatingSystemUser user) {
    this.reads = reads;
    this.boundary = boundary;
    this.ids = ids;
    this.clock = clock;
    this.user = user;
  }

  /** The row of a change that is made; to be stored with it. */
  AuditRecord done(Requester by, AuditOperation operation, AuditTarget target) {
    return row(by, operation, target, new AuditOutcome.Done());
  }

  /**
   * Stores the row of a change that was made and is no row itself, so that they could not be stored
   * together; a store that cannot is told of in the log.
   */
  void made(Requester by, AuditOperation operation, AuditTarget target) {
    store(done(by, operation, target));
  }

  /**
   * Stores the row of a change that is not made, unless its author was refused too often within the
   * hour. The refusal stands whether or not it can be taken down, so a store that cannot is told of
   * in the log.
   *
   * @param reason why, a word in {@code snake_case}
   */
  void refused(Requester by, AuditOperation operation, AuditTarget target, String reason) {
    switch (allowance.count(by.author(), clock.instant())) {
      case ITSELF -> store(row(by, operation, target, new AuditOutcome.Refused(reason)));
      case THAT_MORE_ARE_LEFT_OUT -> {
        log.warn(
            "One author is refused more often than the audit takes within an hour; it leaves out"
                + " what comes after request {}",
            by.request());
        store(row(by, operation, new AuditTarget.Nothing(), new AuditOutcome.Refused(LEFT_OUT)));
      }
      case NOTHING -> {}
    }
  }

  /** Stores the row of what the gateway did by itself, in the name of the user who runs it. */
  void ran(AuditOperation operation, AuditTarget target, AuditOutcome outcome) {
    store(
        new AuditRecord(
            ids.newAuditId(),
            clock.instant(),
            user,
            operation,
            target,
            outcome,
            ids.newRequestId()));
  }

  private void store(AuditRecord row) {
    try {
      boundary.audit(List.of(row));
    } catch (StorageFailure failure) {
      log.error(
          "{} in request {} could not be taken down in the audit: {}",
          row.operation(),
          row.request(),
          row.outcome(),
          failure);
    }
  }

  /**
   * Takes the rows that wait beside an agent's changes to the control plane, each once. What cannot
   * be taken now waits on: until the agent's next change that is no turn, or the next start.
   */
  void deliver(AgentId agent) {
    try {
      List<AuditRecord> pending = boundary.pendingAudit(agent, AT_ONCE);
      while (!pending.isEmpty()) {
        boundary.audit(pending);
        boundary.delivered(agent, pending.stream().map(AuditRecord::id).toList());
        pending = boundary.pendingAudit(agent, AT_ONCE);
      }
    } catch (StorageFailure failure) {
      log.error(
          "Audit rows of agent {} wait for the control plane; they are stored with their changes",
          agent,
          failure);
    }
  }

  /** A refusal's reason as rows have it. */
  static String word(Refusal refusal) {
    return refusal.reason().name().toLowerCase(Locale.ROOT);
  }

  @Override
  public Reading read(Requester by, Start start, int limit) {
    if (!by.caller().isUnbound()) {
      return new Reading.BeyondBinding();
    }
    long before =
        switch (start) {
          case Start.Newest() -> Long.MAX_VALUE;
          case Start.Before(long number) -> number;
        };
    try {
      AuditPage page = reads.audit(before, limit);
      return new Reading.Page(page.entries(), page.more() ? More.SOME : More.NONE);
    } catch (StorageFailure failure) {
      return new Reading.Unreadable(StorageRefusals.ofLookup(failure));
    }
  }

  @Override
  public void turnedAway(Requester by, AuditOperation operation) {
    refused(by, operation, new AuditTarget.Nothing(), "insufficient_scope");
  }

  private AuditRecord row(
      Requester by, AuditOperation operation, AuditTarget target, AuditOutcome outcome) {
    return new AuditRecord(
        ids.newAuditId(), clock.instant(), by.author(), operation, target, outcome, by.request());
  }
}
