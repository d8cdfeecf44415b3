package dev.holdfast.app.usecase;

import dev.holdfast.app.usecase.TurnCommits.EndedResponse;
import dev.holdfast.app.usecase.TurnCommits.FirstCommit;
import dev.holdfast.app.usecase.TurnCommits.KeptResponse;
import dev.holdfast.app.usecase.TurnCommits.LastCommit;
import dev.holdfast.app.usecase.TurnCommits.NameClaim;
import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.audit.AuditId;
import dev.holdfast.domain.audit.AuditRecord;
import dev.holdfast.domain.response.NewResponse;
import dev.holdfast.domain.response.ResponseId;
import dev.holdfast.domain.session.ArchiveId;
import dev.holdfast.domain.session.RotationReason;
import dev.holdfast.domain.session.SessionChange;
import dev.holdfast.domain.session.SessionEntry;
import dev.holdfast.domain.session.SessionId;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.session.StoredSession;
import dev.holdfast.domain.token.TokenHash;
import dev.holdfast.domain.token.TokenRecord;
import dev.holdfast.domain.transcript.EventParent;
import dev.holdfast.domain.transcript.RawFields;
import dev.holdfast.domain.turn.IdempotencyId;
import dev.holdfast.domain.turn.InstanceId;
import dev.holdfast.domain.turn.Lease;
import dev.holdfast.domain.turn.LeaseHolder;
import dev.holdfast.domain.turn.LeaseTerms;
import dev.holdfast.domain.turn.OpenTurn;
import dev.holdfast.domain.turn.Refusal;
import dev.holdfast.domain.turn.RequestDigest;
import dev.holdfast.domain.turn.StrayLease;
import dev.holdfast.domain.turn.TurnChange;
import dev.holdfast.domain.turn.TurnEnding;
import dev.holdfast.domain.turn.TurnId;
import dev.holdfast.ports.out.model.KeptAnswer;
import dev.holdfast.ports.out.write.ControlPlaneTransaction;
import dev.holdfast.ports.out.write.IdempotencyWrites;
import dev.holdfast.ports.out.write.SessionWrites;
import dev.holdfast.ports.out.write.TokenWrites;
import dev.holdfast.ports.out.write.TurnWrites;
import dev.holdfast.ports.out.write.WriteTransaction;
import dev.holdfast.ports.out.write.WriteTransactions;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/**
 * The only caller of the write ports in this module: each method is one transaction, and what it
 * writes came as a value from the domain (ADR 0002).
 */
final class WriteBoundary {

  private final WriteTransactions transactions;
  private final LeaseTerms terms;

  @Inject
  WriteBoundary(WriteTransactions transactions, LeaseTerms terms) {
    this.transactions = transactions;
    this.terms = terms;
  }

  /** Stores a turn with its input events, all or nothing. */
  Beginning begin(AgentId agent, FirstCommit first) {
    try {
      return transactions.inAgent(agent, transaction -> begin(transaction, first));
    } catch (UndoneException undone) {
      return undone.beginning;
    }
  }

  /** Stores a turn that belongs to no session. */
  Beginning beginStateless(AgentId agent, TurnChange.Started started, NameClaim claim) {
    try {
      return transactions.inAgent(
          agent,
          transaction -> {
            transaction.turns().start(started, terms);
            claim(transaction, claim, started);
            return new Beginning.Begun(0);
          });
    } catch (UndoneException undone) {
      return undone.beginning;
    }
  }

  /** Keeps a refusal that a named request would get again. */
  void refuse(
      AgentId agent, NameClaim.Claims claim, RequestDigest digest, Refusal refusal, Instant at) {
    transactions.inAgent(
        agent,
        transaction -> {
          transaction.idempotency().refuse(claim.id(), digest, refusal, claim.validSince(), at);
          return true;
        });
  }

  /** Lets the lease of a running turn hold longer. */
  TurnWrites.Renewal renew(
      AgentId agent, SessionKey key, TurnId turn, long epoch, Instant deadline) {
    return transactions.inAgent(
        agent, transaction -> transaction.turns().renew(key, turn, epoch, deadline));
  }

  /** Stores the end of a turn that adds nothing to a transcript. */
  TurnWrites.EndResult end(AgentId agent, TurnChange.Ended ended) {
    return end(agent, ended, new KeptAnswer.None());
  }

  /** The same, and keeps its answer for those who ask by its request's name. */
  TurnWrites.EndResult end(AgentId agent, TurnChange.Ended ended, KeptAnswer answer) {
    return transactions.inAgent(
        agent,
        transaction -> {
          TurnWrites.EndResult result = transaction.turns().end(ended);
          if (result instanceof TurnWrites.EndResult.Stored
              && answer instanceof KeptAnswer.Whole whole) {
            transaction.idempotency().keep(ended.turn(), whole);
          }
          return result;
        });
  }

  /** Stores an answer, what follows from it, and the turn's end, all or nothing. */
  TurnWrites.EndResult end(AgentId agent, LastCommit last) {
    try {
      return transactions.inAgent(agent, transaction -> end(transaction, last));
    } catch (LeaseLostException lost) {
      return new TurnWrites.EndResult.LeaseLost();
    }
  }

  /** Removes a response object, and stores the row that says so if there is one. */
  boolean remove(AgentId agent, ResponseId response, AuditRecord row) {
    return transactions.inAgent(
        agent,
        transaction -> {
          boolean removed = transaction.responses().remove(response);
          if (removed) {
            transaction.auditOutbox().add(row);
          }
          return removed;
        });
  }

  /** Removes transcripts without a key that nothing has followed for long. */
  int removeUnlistedBefore(AgentId agent, Instant moment, int limit) {
    return transactions.inAgent(
        agent, transaction -> transaction.responses().removeUnlistedBefore(moment, limit));
  }

  /** Forgets what came of named requests before a moment. */
  int forgetRequestsBefore(AgentId agent, Instant moment, int limit) {
    return transactions.inAgent(
        agent, transaction -> transaction.idempotency().removeBefore(moment, limit));
  }

  /** Cuts the log of changes from its old end. */
  int cutChanges(AgentId agent, Instant moment, long most, int limit) {
    return transactions.inAgent(
        agent, transaction -> transaction.changes().cut(moment, most, limit));
  }

  /** Ends what other processes left running; the caller holds the home's lock. */
  int interruptOthers(AgentId agent, InstanceId owner, String reason, Instant at) {
    return transactions.inAgent(
        agent, transaction -> transaction.turns().interruptAllBut(owner, reason, at));
  }

  /** Ends a turn of this process whose end could not be stored; the caller holds its lane. */
  void interruptLeftover(AgentId agent, SessionKey key, InstanceId owner, Instant at) {
    transactions.inAgent(
        agent, transaction -> transaction.turns().interruptIn(key, owner, "end_not_stored", at));
  }

  /**
   * Ends a turn if it still is as it was seen, frees its lease, and stores the row that says so.
   *
   * @return whether it was
   */
  boolean recover(AgentId agent, OpenTurn turn, TurnEnding.Interrupted ending, AuditRecord row) {
    return transactions.inAgent(
        agent,
        transaction ->
            switch (transaction
                .turns()
                .end(new TurnChange.Ended(turn.id(), turn.epoch(), ending, row.at()))) {
              case TurnWrites.EndResult.LeaseLost() -> false;
              case TurnWrites.EndResult.Stored() -> {
                transaction.auditOutbox().add(row);
                yield true;
              }
            });
  }

  /** The same for a lease that no running turn has. */
  boolean recover(AgentId agent, StrayLease lease, AuditRecord row) {
    return transactions.inAgent(
        agent,
        transaction -> {
          boolean freed = transaction.turns().freeStray(lease) == 1;
          if (freed) {
            transaction.auditOutbox().add(row);
          }
          return freed;
        });
  }

  /** Stores a new token with the row that says so. */
  void addToken(TokenRecord token, AuditRecord row) {
    transactions.inControlPlane(
        transaction -> {
          transaction.tokens().add(token);
          transaction.audit().add(row);
          return token.id();
        });
  }

  /** Gives a token another hash, and stores the row that says so if there is such a token. */
  TokenWrites.Result rotateToken(String id, TokenHash next, AuditRecord row) {
    return transactions.inControlPlane(
        transaction -> withRow(transaction, transaction.tokens().rotate(id, next, row.at()), row));
  }

  /** Ends a token, and stores the row that says so if there is such a token. */
  TokenWrites.Result revokeToken(String id, AuditRecord row) {
    return transactions.inControlPlane(
        transaction -> withRow(transaction, transaction.tokens().revoke(id, row.at()), row));
  }

  /** Stores audit rows by themselves; one that is there already stays as it is. */
  void audit(List<AuditRecord> rows) {
    transactions.inControlPlane(
        transaction -> {
          rows.forEach(transaction.audit()::add);
          return rows.size();
        });
  }

  /** Cuts the audit from its old end. */
  int cutAudit(Instant moment, long most, int limit) {
    return transactions.inControlPlane(transaction -> transaction.audit().cut(moment, most, limit));
  }

  /** The audit rows of an agent's changes that the control plane may not have yet. */
  List<AuditRecord> pendingAudit(AgentId agent, int limit) {
    return transactions.inAgent(agent, transaction -> transaction.auditOutbox().pending(limit));
  }

  /** Lets go of audit rows that the control plane has. */
  void delivered(AgentId agent, List<AuditId> rows) {
    transactions.inAgent(
        agent,
        transaction -> {
          transaction.auditOutbox().remove(rows);
          return rows.size();
        });
  }

  /**
   * Changes a session's row if it stands at a version, and stores the row that says so.
   *
   * @param changes of this key; empty ones change nothing and leave no row
   */
  Patched patch(
      AgentId agent,
      SessionKey key,
      long expectedVersion,
      List<SessionChange> changes,
      AuditRecord row) {
    return transactions.inAgent(
        agent,
        transaction ->
            switch (transaction.sessions().current(key)) {
              case StoredSession.Absent() -> new Patched.Missing();
              case StoredSession.Present(SessionEntry entry)
                  when entry.version() != expectedVersion ->
                  new Patched.Conflict(entry.version());
              case StoredSession.Present(SessionEntry entry) when changes.isEmpty() ->
                  new Patched.Done(entry);
              case StoredSession.Present present -> {
                SessionEntry changed = present.entry();
                for (SessionChange change : changes) {
                  changed = applied(transaction, change);
                }
                transaction.auditOutbox().add(row);
                yield new Patched.Done(changed);
              }
            });
  }

  /** Gives an archived session its key back, and stores the row that says so. */
  SessionWrites.Restoration restore(AgentId agent, ArchiveId archive, AuditRecord row) {
    return transactions.inAgent(
        agent,
        transaction -> {
          SessionWrites.Restoration restoration = transaction.sessions().restore(archive, row.at());
          if (restoration instanceof SessionWrites.Restoration.Restored) {
            transaction.auditOutbox().add(row);
          }
          return restoration;
        });
  }

  /**
   * Points a key at a new transcript, and stores the row that says so. One that was reset since it
   * was seen, and not used, stays as it is: that is what was wanted.
   *
   * @param seen what the key pointed at when the reset was asked for
   * @return the row as it is now; absent if the key has none
   */
  Claimed<StoredSession> reset(
      AgentId agent,
      SessionKey key,
      SessionId seen,
      SessionId next,
      InstanceId owner,
      AuditRecord row) {
    return whenIdle(
        agent,
        key,
        owner,
        row,
        transaction ->
            switch (transaction.sessions().current(key)) {
              case StoredSession.Absent absent -> absent;
              case StoredSession.Present(SessionEntry entry)
                  when !entry.id().equals(seen) && entry.eventCount() == 0 ->
                  new StoredSession.Present(entry);
              case StoredSession.Present(SessionEntry entry) -> {
                SessionEntry rotated =
                    applied(
                        transaction,
                        new SessionChange.Rotate(
                            key, entry.id(), next, RotationReason.RESET, row.at()));
                transaction.auditOutbox().add(row);
                yield new StoredSession.Present(rotated);
              }
            });
  }

  /** Takes a session from its key and into the archive, and stores the row that says so. */
  Claimed<SessionWrites.Archival> archive(
      AgentId agent, SessionKey key, ArchiveId archive, InstanceId owner, AuditRecord row) {
    return whenIdle(
        agent,
        key,
        owner,
        row,
        transaction ->
            switch (transaction.sessions().current(key)) {
              case StoredSession.Absent() -> new SessionWrites.Archival.Missing();
              case StoredSession.Present(SessionEntry entry) -> {
                transaction.auditOutbox().add(row);
                yield transaction.sessions().archive(key, entry.id(), archive, row.at());
              }
            });
  }

  private <R> Claimed<R> whenIdle(
      AgentId agent,
      SessionKey key,
      InstanceId owner,
      AuditRecord row,
      Function<WriteTransaction, R> change) {
    return transactions.inAgent(
        agent,
        transaction ->
            switch (transaction.turns().claimIdle(key, owner, terms, row.at())) {
              case TurnWrites.Idleness.Held(LeaseHolder holder) -> new Claimed.Held<R>(holder);
              case TurnWrites.Idleness.Idle() -> new Claimed.Done<>(change.apply(transaction));
            });
  }

  private static SessionEntry applied(WriteTransaction transaction, SessionChange change) {
    return switch (transaction.sessions().apply(change)) {
      case SessionWrites.Result.Applied(SessionEntry entry) -> entry;
      case SessionWrites.Result.Outdated _, SessionWrites.Result.Missing _ ->
          throw new IllegalStateException("a row that was just read stands otherwise");
    };
  }

  private static TokenWrites.Result withRow(
      ControlPlaneTransaction transaction, TokenWrites.Result result, AuditRecord row) {
    if (result instanceof TokenWrites.Result.Applied) {
      transaction.audit().add(row);
    }
    return result;
  }

  private Beginning begin(WriteTransaction transaction, FirstCommit first) {
    switch (first.ground()) {
      case TurnPlan.Ground.Session(List<SessionChange> steps) ->
          steps.forEach(step -> applyBeginning(transaction, step));
      case TurnPlan.Ground.NewTranscript() ->
          transaction.transcripts().beginUnlisted(first.session(), first.started().at());
      case TurnPlan.Ground.StoredTranscript() -> {
        // it stands as it is needed
      }
    }
    // Before the turn: its first event makes the session, and the log tells causes first.
    if (!first.input().isEmpty()) {
      transaction.transcripts().append(first.session(), first.input());
    }
    Beginning beginning =
        switch (transaction.turns().start(first.started(), terms)) {
          case TurnWrites.StartResult.Granted(Lease lease) -> new Beginning.Begun(lease.epoch());
          case TurnWrites.StartResult.Unleased() -> new Beginning.Begun(0);
          case TurnWrites.StartResult.Held(LeaseHolder holder) ->
              throw new UndoneException(new Beginning.Held(holder));
          case TurnWrites.StartResult.Busy() -> throw new UndoneException(new Beginning.Busy());
        };
    claim(transaction, first.claim(), first.started());
    if (!first.adopted().isEmpty()) {
      transaction.transcripts().adopt(first.started().turn(), first.session(), first.adopted());
    }
    if (first.response() instanceof KeptResponse.Begun(NewResponse response)) {
      transaction.responses().add(response);
    }
    return beginning;
  }

  private static void claim(
      WriteTransaction transaction, NameClaim claim, TurnChange.Started started) {
    if (claim instanceof NameClaim.Claims(IdempotencyId id, Instant validSince)
        && transaction
                .idempotency()
                .claim(
                    id,
                    started.origin().digest(),
                    started.turn(),
                    started.origin().previous(),
                    validSince,
                    started.at())
            == IdempotencyWrites.Claim.TAKEN) {
      throw new UndoneException(new Beginning.Repeated());
    }
  }

  private static void applyBeginning(WriteTransaction transaction, SessionChange step) {
    if (!(transaction.sessions().apply(step) instanceof SessionWrites.Result.Applied)) {
      throw new UndoneException(new Beginning.SessionMoved());
    }
  }

  private static TurnWrites.EndResult end(WriteTransaction transaction, LastCommit last) {
    if (!(transaction.turns().end(last.ended()) instanceof TurnWrites.EndResult.Stored)) {
      throw new LeaseLostException();
    }
    transaction.transcripts().append(last.session(), last.answer());
    for (SessionChange step : last.steps()) {
      if (!(transaction.sessions().apply(step) instanceof SessionWrites.Result.Applied)) {
        throw new LeaseLostException();
      }
    }
    if (last.response() instanceof EndedResponse.Ended(ResponseId id, RawFields extra)) {
      EventParent head = EventParent.after(last.answer().getLast().id());
      transaction.responses().end(id, head, extra);
    }
    return new TurnWrites.EndResult.Stored();
  }

  /** Undoes a beginning and carries its outcome past the transaction. */
  private static final class UndoneException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Beginning beginning;

    UndoneException(Beginning beginning) {
      super("undone", null, false, false);
      this.beginning = beginning;
    }
  }

  /** Undoes an end whose turn is no longer ours. */
  private static final class LeaseLostException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LeaseLostException() {
      super("lease lost", null, false, false);
    }
  }
}
