package dev.holdfast.ports.contract;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.response.ResponseId;
import dev.holdfast.domain.response.ResponseRecord;
import dev.holdfast.domain.session.ArchiveId;
import dev.holdfast.domain.session.ArchivedSession;
import dev.holdfast.domain.session.SessionId;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.session.StoredSession;
import dev.holdfast.domain.state.StoreId;
import dev.holdfast.domain.token.KeyBinding;
import dev.holdfast.domain.token.TokenRecord;
import dev.holdfast.domain.transcript.EventId;
import dev.holdfast.domain.transcript.EventParent;
import dev.holdfast.domain.transcript.TranscriptEvent;
import dev.holdfast.domain.turn.OpenTurn;
import dev.holdfast.domain.turn.StrayLease;
import dev.holdfast.domain.turn.TurnId;
import dev.holdfast.domain.turn.TurnRecord;
import dev.holdfast.domain.turn.TurnState;
import dev.holdfast.ports.out.env.Storage;
import dev.holdfast.ports.out.env.StorageReport;
import dev.holdfast.ports.out.read.ChangeReads;
import dev.holdfast.ports.out.read.ControlPlaneReads;
import dev.holdfast.ports.out.read.IdempotencyReads;
import dev.holdfast.ports.out.read.ResponseReads;
import dev.holdfast.ports.out.read.SessionReads;
import dev.holdfast.ports.out.read.TurnReads;
import dev.holdfast.ports.out.write.WriteTransactions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A store that keeps nothing and never complains: what every contract must notice. */
public final class DoNothingStore
    implements StoreFixture,
        Storage,
        SessionReads,
        TurnReads,
        ControlPlaneReads,
        WriteTransactions {

  private static final StorageReport REPORT =
      new StorageReport(new StoreId("nothing"), List.of(), Map.of(), List.of(), List.of());

  @Override
  public Storage storage() {
    return this;
  }

  @Override
  public SessionReads sessions() {
    return this;
  }

  @Override
  public TurnReads turns() {
    return this;
  }

  @Override
  public IdempotencyReads idempotency() {
    return (agent, id) -> Optional.empty();
  }

  @Override
  public ResponseReads responses() {
    return new NoResponses();
  }

  @Override
  public ChangeReads changes() {
    return new NoChanges();
  }

  @Override
  public ControlPlaneReads controlPlane() {
    return this;
  }

  @Override
  public WriteTransactions transactions() {
    return this;
  }

  @Override
  public StorageReport open(StorageRequest request) {
    return REPORT;
  }

  @Override
  public ReadOnlyOpening openForReading() {
    return new ReadOnlyOpening.Opened(REPORT);
  }

  @Override
  public boolean probe() {
    return true;
  }

  @Override
  public void watch(DeathWatch watch) {}

  @Override
  public void close() {}

  @Override
  public StoredSession entry(AgentId agent, SessionKey key) {
    return new StoredSession.Absent();
  }

  @Override
  public SessionSnapshot snapshot(AgentId agent, SessionKey key) {
    return new SessionSnapshot.Absent();
  }

  @Override
  public SessionSnapshot snapshot(AgentId agent, SessionId id) {
    return new SessionSnapshot.Absent();
  }

  @Override
  public List<TranscriptEvent> newest(AgentId agent, SessionId id, long after, int limit) {
    return List.of();
  }

  @Override
  public SessionPage list(AgentId agent, KeyBinding keys, PageStart start, int limit) {
    return new SessionPage(List.of(), false);
  }

  @Override
  public ArchivePage archives(AgentId agent, KeyBinding keys, ArchiveStart start, int limit) {
    return new ArchivePage(List.of(), false);
  }

  @Override
  public Optional<ArchivedSession> archive(AgentId agent, ArchiveId archive) {
    return Optional.empty();
  }

  @Override
  public long count(AgentId agent) {
    return 0;
  }

  @Override
  public Optional<TurnRecord> byId(AgentId agent, TurnId turn) {
    return Optional.empty();
  }

  @Override
  public Optional<TurnRecord> shown(AgentId agent, TurnId turn) {
    return Optional.empty();
  }

  @Override
  public List<TurnRecord> newestOf(AgentId agent, SessionKey key, int limit) {
    return List.of();
  }

  @Override
  public List<OpenTurn> open(AgentId agent, int limit) {
    return List.of();
  }

  @Override
  public List<StrayLease> strayLeases(AgentId agent, int limit) {
    return List.of();
  }

  @Override
  public TurnPage page(
      AgentId agent, KeyBinding keys, Set<TurnState> states, long before, int limit) {
    return new TurnPage(List.of(), false);
  }

  @Override
  public StoreId storeId() {
    return REPORT.store();
  }

  @Override
  public List<TokenRecord> tokens() {
    return List.of();
  }

  @Override
  public List<AgentDatabase> agents() {
    return List.of();
  }

  @Override
  public AuditPage audit(long before, int limit) {
    return new AuditPage(List.of(), false);
  }

  @Override
  public <R> R inAgent(AgentId agent, AgentWork<R> work) {
    return work.run(new NothingTransaction());
  }

  @Override
  public <R> R inControlPlane(ControlPlaneWork<R> work) {
    return work.run(new NothingTransaction());
  }

  /** Its ways to ask by an id are named like those for turns. */
  private static final class NoResponses implements ResponseReads {

    @Override
    public Optional<ResponseRecord> byId(AgentId agent, ResponseId response) {
      return Optional.empty();
    }

    @Override
    public List<TranscriptEvent> eventsOf(AgentId agent, SessionId session, TurnId turn) {
      return List.of();
    }

    @Override
    public Optional<List<TranscriptEvent>> branch(
        AgentId agent, SessionId session, EventParent end) {
      return Optional.of(List.of());
    }

    @Override
    public List<Placed> events(AgentId agent, EventId event) {
      return List.of();
    }
  }

  /** Named apart from what a transaction calls by the same names. */
  private static final class NoChanges implements ChangeReads {

    @Override
    public long newest(AgentId agent) {
      return 0;
    }

    @Override
    public ChangePage after(AgentId agent, long number, int limit) {
      return new ChangePage.Changes(List.of());
    }

    @Override
    public Watch watch(Watcher watcher) {
      return () -> {};
    }
  }
}
