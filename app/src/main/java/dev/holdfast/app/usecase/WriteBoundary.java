package dev.holdfast.app.usecase;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.session.SessionChange;
import dev.holdfast.domain.session.SessionId;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.token.TokenRecord;
import dev.holdfast.domain.transcript.NewEvent;
import dev.holdfast.domain.turn.InstanceId;
import dev.holdfast.domain.turn.Lease;
import dev.holdfast.domain.turn.TurnChange;
import dev.holdfast.ports.out.write.SessionWrites;
import dev.holdfast.ports.out.write.TurnWrites;
import dev.holdfast.ports.out.write.WriteTransaction;
import dev.holdfast.ports.out.write.WriteTransactions;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;

/**
 * The only caller of the write ports in this module: each method is one transaction, and what it
 * writes came as a value from the domain (ADR 0002).
 */
final class WriteBoundary {

  private final WriteTransactions transactions;

  @Inject
  WriteBoundary(WriteTransactions transactions) {
    this.transactions = transactions;
  }

  /** What became of a turn's first commit. */
  sealed interface Beginning {

    /**
     * Turn, lease and input are stored.
     *
     * @param epoch to be given back with the turn's end, 0 for a stateless turn
     */
    record Begun(long epoch) implements Beginning {}

    /** Somebody changed the session meanwhile; nothing was stored. */
    record SessionMoved() implements Beginning {}

    /** A turn of this process was left running in the session; nothing was stored. */
    record Busy() implements Beginning {}
  }

  /**
   * Stores a turn with its input events, all or nothing.
   *
   * @param steps what must become of the session's row first, in order; empty if it stands right
   */
  Beginning begin(
      AgentId agent,
      List<SessionChange> steps,
      SessionId session,
      List<NewEvent> input,
      TurnChange.Started started) {
    try {
      return transactions.inAgent(
          agent, transaction -> begin(transaction, steps, session, input, started));
    } catch (UndoneException undone) {
      return undone.beginning;
    }
  }

  /** Stores a turn that belongs to no session. */
  void beginStateless(AgentId agent, TurnChange.Started started) {
    transactions.inAgent(agent, transaction -> transaction.turns().start(started));
  }

  /** Stores the end of a turn that adds nothing to a transcript. */
  TurnWrites.EndResult end(AgentId agent, TurnChange.Ended ended) {
    return transactions.inAgent(agent, transaction -> transaction.turns().end(ended));
  }

  /** Stores an answer, the head that moves to it, and the turn's end, all or nothing. */
  TurnWrites.EndResult end(
      AgentId agent, List<NewEvent> answer, SessionChange.MoveHead head, TurnChange.Ended ended) {
    try {
      return transactions.inAgent(agent, transaction -> end(transaction, answer, head, ended));
    } catch (LeaseLostException lost) {
      return new TurnWrites.EndResult.LeaseLost();
    }
  }

  /** Ends what other processes left running; the caller holds the home's lock. */
  int interruptOthers(AgentId agent, InstanceId owner, String reason, Instant at) {
    return transactions.inAgent(
        agent, transaction -> transaction.turns().interruptAllBut(owner, reason, at));
  }

  /** Ends a turn of this process whose end could not be stored; the caller holds its lane. */
  void interruptLeftover(AgentId agent, SessionKey key, Instant at) {
    transactions.inAgent(
        agent, transaction -> transaction.turns().interruptIn(key, "end_not_stored", at));
  }

  /** Stores a new token. */
  void addToken(TokenRecord token) {
    transactions.inControlPlane(
        transaction -> {
          transaction.tokens().add(token);
          return token.id();
        });
  }

  private static Beginning begin(
      WriteTransaction transaction,
      List<SessionChange> steps,
      SessionId session,
      List<NewEvent> input,
      TurnChange.Started started) {
    for (SessionChange step : steps) {
      if (!(transaction.sessions().apply(step) instanceof SessionWrites.Result.Applied)) {
        throw new UndoneException(new Beginning.SessionMoved());
      }
    }
    Beginning beginning =
        switch (transaction.turns().start(started)) {
          case TurnWrites.StartResult.Granted(Lease lease) -> new Beginning.Begun(lease.epoch());
          case TurnWrites.StartResult.Unleased() -> new Beginning.Begun(0);
          case TurnWrites.StartResult.Busy() -> throw new UndoneException(new Beginning.Busy());
        };
    if (!input.isEmpty()) {
      transaction.transcripts().append(session, input);
    }
    return beginning;
  }

  private static TurnWrites.EndResult end(
      WriteTransaction transaction,
      List<NewEvent> answer,
      SessionChange.MoveHead head,
      TurnChange.Ended ended) {
    if (!(transaction.turns().end(ended) instanceof TurnWrites.EndResult.Stored)) {
      throw new LeaseLostException();
    }
    if (!answer.isEmpty()) {
      transaction.transcripts().append(head.id(), answer);
    }
    if (!(transaction.sessions().apply(head) instanceof SessionWrites.Result.Applied)) {
      throw new LeaseLostException();
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
