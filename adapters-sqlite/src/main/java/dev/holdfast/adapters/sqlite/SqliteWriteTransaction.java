package dev.holdfast.adapters.sqlite;

import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.turn.InstanceId;
import dev.holdfast.domain.turn.TurnChange;
import dev.holdfast.ports.out.write.SessionWrites;
import dev.holdfast.ports.out.write.TranscriptWrites;
import dev.holdfast.ports.out.write.TurnWrites;
import dev.holdfast.ports.out.write.WriteTransaction;
import java.time.Instant;

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
    return change -> span.during(() -> writes.sessions().apply(change));
  }

  @Override
  public TranscriptWrites transcripts() {
    return (session, events) -> span.during(() -> writes.transcripts().append(session, events));
  }

  @Override
  public TurnWrites turns() {
    return new TurnWrites() {
      @Override
      public StartResult start(TurnChange.Started started) {
        return span.during(() -> writes.turns().start(started));
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
      public int interruptIn(SessionKey key, String reason, Instant at) {
        return span.during(() -> writes.turns().interruptIn(key, reason, at));
      }
    };
  }

  void end() {
    span.end();
  }
}
