package dev.holdfast.ports.contract;

import dev.holdfast.domain.audit.AuditId;
import dev.holdfast.domain.audit.AuditRecord;
import dev.holdfast.domain.response.NewResponse;
import dev.holdfast.domain.response.ResponseId;
import dev.holdfast.domain.session.ArchiveId;
import dev.holdfast.domain.session.SessionChange;
import dev.holdfast.domain.session.SessionId;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.session.StoredSession;
import dev.holdfast.domain.token.TokenHash;
import dev.holdfast.domain.token.TokenRecord;
import dev.holdfast.domain.transcript.EventId;
import dev.holdfast.domain.transcript.EventParent;
import dev.holdfast.domain.transcript.NewEvent;
import dev.holdfast.domain.transcript.RawFields;
import dev.holdfast.domain.turn.IdempotencyId;
import dev.holdfast.domain.turn.InstanceId;
import dev.holdfast.domain.turn.LeaseTerms;
import dev.holdfast.domain.turn.PreviousAttempt;
import dev.holdfast.domain.turn.Refusal;
import dev.holdfast.domain.turn.RequestDigest;
import dev.holdfast.domain.turn.StrayLease;
import dev.holdfast.domain.turn.TurnChange;
import dev.holdfast.domain.turn.TurnId;
import dev.holdfast.ports.out.model.KeptAnswer;
import dev.holdfast.ports.out.write.AuditOutboxWrites;
import dev.holdfast.ports.out.write.AuditWrites;
import dev.holdfast.ports.out.write.ChangeWrites;
import dev.holdfast.ports.out.write.ControlPlaneTransaction;
import dev.holdfast.ports.out.write.IdempotencyWrites;
import dev.holdfast.ports.out.write.ResponseWrites;
import dev.holdfast.ports.out.write.SessionWrites;
import dev.holdfast.ports.out.write.TokenWrites;
import dev.holdfast.ports.out.write.TranscriptWrites;
import dev.holdfast.ports.out.write.TurnWrites;
import dev.holdfast.ports.out.write.WriteTransaction;
import java.time.Instant;
import java.util.List;

/** A transaction that keeps nothing and never complains. */
final class NothingTransaction
    implements WriteTransaction,
        ControlPlaneTransaction,
        SessionWrites,
        TranscriptWrites,
        TurnWrites,
        ResponseWrites,
        IdempotencyWrites,
        ChangeWrites,
        TokenWrites,
        AuditWrites {

  @Override
  public SessionWrites sessions() {
    return this;
  }

  @Override
  public TranscriptWrites transcripts() {
    return this;
  }

  @Override
  public TurnWrites turns() {
    return this;
  }

  @Override
  public ResponseWrites responses() {
    return this;
  }

  @Override
  public ChangeWrites changes() {
    return this;
  }

  @Override
  public int cut(Instant moment, long most, int limit) {
    return 0;
  }

  @Override
  public TokenWrites tokens() {
    return this;
  }

  @Override
  public SessionWrites.Result apply(SessionChange change) {
    return new SessionWrites.Result.Missing();
  }

  @Override
  public StoredSession current(SessionKey key) {
    return new StoredSession.Absent();
  }

  @Override
  public Archival archive(SessionKey key, SessionId expected, ArchiveId archive, Instant at) {
    return new Archival.Missing();
  }

  @Override
  public Restoration restore(ArchiveId archive, Instant at) {
    return new Restoration.Missing();
  }

  @Override
  public AuditOutboxWrites auditOutbox() {
    return new NoOutbox();
  }

  @Override
  public void beginUnlisted(SessionId session, Instant at) {}

  @Override
  public IdempotencyWrites idempotency() {
    return this;
  }

  @Override
  public Claim claim(
      IdempotencyId id,
      RequestDigest digest,
      TurnId turn,
      PreviousAttempt expected,
      Instant validSince,
      Instant at) {
    return Claim.CLAIMED;
  }

  @Override
  public void refuse(
      IdempotencyId id, RequestDigest digest, Refusal refusal, Instant validSince, Instant at) {}

  @Override
  public void keep(TurnId turn, KeptAnswer.Whole answer) {}

  @Override
  public int removeBefore(Instant moment, int limit) {
    return 0;
  }

  @Override
  public void adopt(TurnId turn, SessionId session, List<EventId> events) {}

  @Override
  public long append(SessionId session, List<NewEvent> events) {
    return 1;
  }

  @Override
  public StartResult start(TurnChange.Started started, LeaseTerms terms) {
    return new StartResult.Unleased();
  }

  @Override
  public Renewal renew(SessionKey key, TurnId turn, long epoch, Instant deadline) {
    return Renewal.RENEWED;
  }

  @Override
  public Idleness claimIdle(SessionKey key, InstanceId owner, LeaseTerms terms, Instant at) {
    return new Idleness.Idle();
  }

  @Override
  public EndResult end(TurnChange.Ended ended) {
    return new EndResult.LeaseLost();
  }

  @Override
  public int interruptAllBut(InstanceId owner, String reason, Instant at) {
    return 0;
  }

  @Override
  public int interruptIn(SessionKey key, InstanceId owner, String reason, Instant at) {
    return 0;
  }

  @Override
  public int freeStray(StrayLease lease) {
    return 0;
  }

  @Override
  public void add(NewResponse response) {}

  @Override
  public void end(ResponseId response, EventParent head, RawFields extra) {}

  @Override
  public boolean remove(ResponseId response) {
    return false;
  }

  @Override
  public int removeUnlistedBefore(Instant moment, int limit) {
    return 0;
  }

  @Override
  public AuditWrites audit() {
    return this;
  }

  @Override
  public void add(AuditRecord record) {}

  @Override
  public void add(TokenRecord token) {}

  @Override
  public TokenWrites.Result rotate(String id, TokenHash next, Instant at) {
    return new TokenWrites.Result.Missing();
  }

  @Override
  public TokenWrites.Result revoke(String id, Instant at) {
    return new TokenWrites.Result.Missing();
  }

  /** Its ways to add and remove are named like those of others. */
  private static final class NoOutbox implements AuditOutboxWrites {

    @Override
    public void add(AuditRecord record) {}

    @Override
    public List<AuditRecord> pending(int limit) {
      return List.of();
    }

    @Override
    public void remove(List<AuditId> ids) {}
  }
}
