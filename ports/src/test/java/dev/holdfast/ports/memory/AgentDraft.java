package dev.holdfast.ports.memory;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.change.Change;
import dev.holdfast.domain.response.ResponseId;
import dev.holdfast.domain.session.SessionId;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.transcript.TranscriptEvent;
import dev.holdfast.domain.turn.IdempotencyId;
import dev.holdfast.domain.turn.TurnId;
import dev.holdfast.ports.out.write.AuditOutboxWrites;
import dev.holdfast.ports.out.write.ChangeWrites;
import dev.holdfast.ports.out.write.IdempotencyWrites;
import dev.holdfast.ports.out.write.ResponseWrites;
import dev.holdfast.ports.out.write.SessionWrites;
import dev.holdfast.ports.out.write.TranscriptWrites;
import dev.holdfast.ports.out.write.TurnWrites;
import dev.holdfast.ports.out.write.WriteTransaction;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An open transaction: a private copy of the data that its commit will publish. */
final class AgentDraft implements WriteTransaction {

  final AgentId agent;
  final BlockedProviders blocked;
  final Map<SessionKey, AgentData.SessionRow> sessions;
  final Map<SessionId, AgentData.TranscriptRow> transcripts;
  final Map<TurnId, AgentData.TurnRow> turns;
  final Map<SessionKey, AgentData.LeaseRow> leases;
  final Map<ResponseId, AgentData.ResponseRow> responses;
  final Map<IdempotencyId, AgentData.NamedRow> named;
  final Map<TurnId, List<TranscriptEvent>> adopted;
  AgentData.ChangeLog changes;
  Administration administration;
  private boolean open = true;

  AgentDraft(AgentId agent, BlockedProviders blocked, AgentData data) {
    this.agent = agent;
    this.blocked = blocked;
    sessions = new HashMap<>(data.sessions());
    transcripts = new HashMap<>(data.transcripts());
    turns = new HashMap<>(data.turns());
    leases = new HashMap<>(data.leases());
    responses = new HashMap<>(data.responses());
    named = new HashMap<>(data.named());
    adopted = new HashMap<>(data.adopted());
    changes = data.changes();
    administration = data.administration();
  }

  @Override
  public SessionWrites sessions() {
    return new InMemorySessionWrites(this);
  }

  @Override
  public TranscriptWrites transcripts() {
    return new InMemoryTranscriptWrites(this);
  }

  @Override
  public TurnWrites turns() {
    return new InMemoryTurnWrites(this);
  }

  @Override
  public ResponseWrites responses() {
    return new InMemoryResponseWrites(this);
  }

  @Override
  public IdempotencyWrites idempotency() {
    return new InMemoryIdempotencyWrites(this);
  }

  @Override
  public ChangeWrites changes() {
    return new InMemoryChangeWrites(this);
  }

  @Override
  public AuditOutboxWrites auditOutbox() {
    return new InMemoryAuditOutboxWrites(this);
  }

  /** Logs a change; nobody does so through a port. */
  void log(Instant at, Change change) {
    changes = changes.with(at, change);
  }

  AgentData data() {
    return new AgentData(
        sessions, transcripts, turns, leases, responses, named, adopted, changes, administration);
  }

  void end() {
    open = false;
  }

  void checkOpen() {
    if (!open) {
      throw new IllegalStateException("the transaction is over");
    }
  }

  /** Times are kept to the microsecond, like in every store. */
  static Instant kept(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MICROS);
  }
}
