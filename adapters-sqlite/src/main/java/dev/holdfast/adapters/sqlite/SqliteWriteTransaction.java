package dev.holdfast.adapters.sqlite;

import dev.holdfast.domain.audit.AuditId;
import dev.holdfast.domain.audit.AuditRecord;
import dev.holdfast.domain.response.NewResponse;
import dev.holdfast.domain.response.ResponseId;
import dev.holdfast.domain.session.ArchiveId;
import dev.holdfast.domain.session.SessionChange;
import dev.holdfast.domain.session.SessionId;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.session.StoredSession;
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
import dev.holdfast.ports.out.write.ChangeWrites;
import dev.holdfast.ports.out.write.IdempotencyWrites;
import dev.holdfast.ports.out.write.ResponseWrites;
import dev.holdfast.ports.out.write.SessionWrites;
import dev.holdfast.ports.out.write.TranscriptWrites;
import dev.holdfast.ports.out.write.TurnWrites;
import dev.holdfast.ports.out.write.WriteTransaction;
import java.time.Instant;
import java.util.List;

/**
 * One change's view of an agent's database: it can be used while the change runs, on its thread.
 */
final class SqliteWriteTransaction implements WriteTransaction {

  private final AgentWrites writes;
  private final Span span = new Span();

  SqliteWriteTransaction(AgentWrites writes) {
    this.writes = writes;
  }

  @Override
  public SessionWrites sessions() {
    return new SessionWrites() {
      @Override
      public Result apply(SessionChange change) {
        return span.during(() -> writes.sessions().apply(change));
      }

      @Override
      public StoredSession current(SessionKey key) {
        return span.during(() -> writes.sessions().current(key));
      }

      @Override
      public Archival archive(SessionKey key, SessionId expected, ArchiveId archive, Instant at) {
        return span.during(() -> writes.sessions().archive(key, expected, archive, at));
      }

      @Override
      public Restoration restore(ArchiveId archive, Instant at) {
        return span.during(() -> writes.sessions().restore(archive, at));
      }
    };
  }

  @Override
  public TranscriptWrites transcripts() {
    return new TranscriptWrites() {
      @Override
      public void beginUnlisted(SessionId session, Instant at) {
        span.during(() -> writes.transcripts().beginUnlisted(session, at));
      }

      @Override
      public long append(SessionId session, List<NewEvent> events) {
        return span.during(() -> writes.transcripts().append(session, events));
      }

      @Override
      public void adopt(TurnId turn, SessionId session, List<EventId> events) {
        span.during(() -> writes.transcripts().adopt(turn, session, events));
      }
    };
  }

  @Override
  public TurnWrites turns() {
    return new TurnWrites() {
      @Override
      public StartResult start(TurnChange.Started started, LeaseTerms terms) {
        return span.during(() -> writes.turns().start(started, terms));
      }

      @Override
      public Renewal renew(SessionKey key, TurnId turn, long epoch, Instant deadline) {
        return span.during(() -> writes.turns().renew(key, turn, epoch, deadline));
      }

      @Override
      public Idleness claimIdle(SessionKey key, InstanceId owner, LeaseTerms terms, Instant at) {
        return span.during(() -> writes.turns().claimIdle(key, owner, terms, at));
      }

      @Override
      public EndResult end(TurnChange.Ended ended) {
        return span.during(() -> writes.turns().end(ended));
      }

      @Override
      public int interruptAllBut(InstanceId owner, String reason, Instant at) {
        return span.during(() -> writes.turns().interruptAllBut(owner, reason, at));
      }

      @Override
      public int interruptIn(SessionKey key, InstanceId owner, String reason, Instant at) {
        return span.during(() -> writes.turns().interruptIn(key, owner, reason, at));
      }

      @Override
      public int freeStray(StrayLease lease) {
        return span.during(() -> writes.turns().freeStray(lease));
      }
    };
  }

  @Override
  public ResponseWrites responses() {
    return new ResponseWrites() {
      @Override
      public void add(NewResponse response) {
        span.during(() -> writes.responses().add(response));
      }

      @Override
      public void end(ResponseId response, EventParent head, RawFields extra) {
        span.during(() -> writes.responses().end(response, head, extra));
      }

      @Override
      public boolean remove(ResponseId response) {
        return span.during(() -> writes.responses().remove(response));
      }

      @Override
      public int removeUnlistedBefore(Instant moment, int limit) {
        return span.during(() -> writes.responses().removeUnlistedBefore(moment, limit));
      }
    };
  }

  @Override
  public IdempotencyWrites idempotency() {
    return new IdempotencyWrites() {
      @Override
      public Claim claim(
          IdempotencyId id,
          RequestDigest digest,
          TurnId turn,
          PreviousAttempt expected,
          Instant validSince,
          Instant at) {
        return span.during(
            () -> writes.idempotency().claim(id, digest, turn, expected, validSince, at));
      }

      @Override
      public void refuse(
          IdempotencyId id, RequestDigest digest, Refusal refusal, Instant validSince, Instant at) {
        span.during(() -> writes.idempotency().refuse(id, digest, refusal, validSince, at));
      }

      @Override
      public void keep(TurnId turn, KeptAnswer.Whole answer) {
        span.during(() -> writes.idempotency().keep(turn, answer));
      }

      @Override
      public int removeBefore(Instant moment, int limit) {
        return span.during(() -> writes.idempotency().removeBefore(moment, limit));
      }
    };
  }

  @Override
  public ChangeWrites changes() {
    return (moment, most, limit) -> span.during(() -> writes.changes().cut(moment, most, limit));
  }

  @Override
  public AuditOutboxWrites auditOutbox() {
    return new AuditOutboxWrites() {
      @Override
      public void add(AuditRecord record) {
        span.during(() -> writes.auditOutbox().add(record));
      }

      @Override
      public List<AuditRecord> pending(int limit) {
        return span.during(() -> writes.auditOutbox().pending(limit));
      }

      @Override
      public void remove(List<AuditId> ids) {
        span.during(() -> writes.auditOutbox().remove(ids));
      }
    };
  }

  void end() {
    span.end();
  }
}
