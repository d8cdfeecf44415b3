package dev.holdfast.ports.memory;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.state.StoreId;
import dev.holdfast.ports.out.env.Storage;
import dev.holdfast.ports.out.env.StorageFailure;
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
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A whole store in memory, as honest as the real one: transactions are atomic, reads are consistent
 * and wait for nobody, closing closes. What was stored survives closing and opening again, as if
 * the object were the home.
 */
public final class InMemoryStore implements Storage, WriteTransactions {

  private enum Mode {
    CLOSED,
    READING,
    OPEN
  }

  private final StoreId id;
  private final ReentrantLock writing = new ReentrantLock();
  private final ConcurrentSkipListMap<AgentId, AgentData> agents = new ConcurrentSkipListMap<>();
  private final List<ChangeReads.Watcher> watchers = new CopyOnWriteArrayList<>();
  private volatile ControlPlaneData controlPlane = ControlPlaneData.EMPTY;
  private volatile BlockedProviders blocked = new BlockedProviders(Set.of());
  private volatile Mode mode = Mode.CLOSED;
  private boolean exists;

  /** A home without a store; opening makes one of this identity. */
  public InMemoryStore(StoreId id) {
    this.id = id;
  }

  /** An open store with these agents and nothing blocked. */
  public static InMemoryStore opened(AgentId... agents) {
    InMemoryStore store = new InMemoryStore(new StoreId("in-memory"));
    store.open(
        new StorageRequest(
            List.of(agents),
            Creation.IF_ABSENT,
            Durability.NORMAL,
            Set.of(),
            SchemaUpgrade.PERFORMED_AFTER_BACKUP));
    return store;
  }

  @Override
  public StorageReport open(StorageRequest request) {
    writing.lock();
    try {
      if (!exists && request.creation() == Creation.FORBIDDEN) {
        throw failure(StorageFailure.Code.CANNOT_OPEN, "There is no store, and none may be made.");
      }
      exists = true;
      request.agents().forEach(agent -> agents.putIfAbsent(agent, AgentData.empty()));
      blocked = new BlockedProviders(request.blockedProviders());
      mode = Mode.OPEN;
      return report();
    } finally {
      writing.unlock();
    }
  }

  @Override
  public ReadOnlyOpening openForReading() {
    writing.lock();
    try {
      if (!exists) {
        return new ReadOnlyOpening.NoStore();
      }
      mode = Mode.READING;
      return new ReadOnlyOpening.Opened(report());
    } finally {
      writing.unlock();
    }
  }

  @Override
  public boolean probe() {
    return mode == Mode.OPEN;
  }

  /** Memory does not die before its process. */
  @Override
  public void watch(DeathWatch watch) {}

  @Override
  public void close() {
    writing.lock();
    try {
      mode = Mode.CLOSED;
    } finally {
      writing.unlock();
    }
  }

  /** Reads of sessions. */
  public SessionReads sessionReads() {
    return new InMemorySessionReads(this);
  }

  /** Reads of turns. */
  public TurnReads turnReads() {
    return new InMemoryTurnReads(this);
  }

  /** Reads of responses. */
  public ResponseReads responseReads() {
    return new InMemoryResponseReads(this);
  }

  /** Reads of named requests. */
  public IdempotencyReads idempotencyReads() {
    return new InMemoryIdempotencyReads(this);
  }

  /** Reads of the log of changes. */
  public ChangeReads changeReads() {
    return new InMemoryChangeReads(this);
  }

  /** Reads of the control plane. */
  public ControlPlaneReads controlPlaneReads() {
    return new InMemoryControlPlaneReads(this);
  }

  /** The write port; this object itself. */
  public WriteTransactions transactions() {
    return this;
  }

  @Override
  public <R> R inAgent(AgentId agent, AgentWork<R> work) {
    beginWriting();
    try {
      AgentDraft draft = new AgentDraft(agent, blocked, data(agent));
      try {
        R result = work.run(draft);
        agents.put(agent, draft.data());
        watchers.forEach(watcher -> watcher.committed(agent));
        return result;
      } finally {
        draft.end();
      }
    } finally {
      writing.unlock();
    }
  }

  @Override
  public <R> R inControlPlane(ControlPlaneWork<R> work) {
    beginWriting();
    try {
      ControlPlaneDraft draft = new ControlPlaneDraft(controlPlane);
      try {
        R result = work.run(draft);
        controlPlane = draft.data();
        return result;
      } finally {
        draft.end();
      }
    } finally {
      writing.unlock();
    }
  }

  AgentData data(AgentId agent) {
    checkReadable();
    AgentData data = agents.get(agent);
    if (data == null) {
      throw failure(StorageFailure.Code.AGENT_UNAVAILABLE, "The agent has no database in service.");
    }
    return data;
  }

  ChangeReads.Watch watchCommits(ChangeReads.Watcher watcher) {
    watchers.add(watcher);
    return () -> watchers.remove(watcher);
  }

  ControlPlaneData controlPlane() {
    checkReadable();
    return controlPlane;
  }

  StoreId id() {
    checkReadable();
    return id;
  }

  List<AgentId> agents() {
    checkReadable();
    return List.copyOf(agents.keySet());
  }

  static StorageFailure constraint(String message) {
    return failure(StorageFailure.Code.CONSTRAINT, message);
  }

  private void beginWriting() {
    if (writing.isHeldByCurrentThread()) {
      throw new IllegalStateException("a transaction cannot be opened inside another");
    }
    writing.lock();
    if (mode != Mode.OPEN) {
      writing.unlock();
      throw failure(StorageFailure.Code.CLOSED, "The store is not open for writing.");
    }
  }

  private void checkReadable() {
    if (mode == Mode.CLOSED) {
      throw failure(StorageFailure.Code.CLOSED, "The store is not open.");
    }
  }

  private StorageReport report() {
    return new StorageReport(id, List.of(), Map.of(), List.of(), List.of());
  }

  private static StorageFailure failure(StorageFailure.Code code, String message) {
    return new StorageFailure(code, message, Map.of());
  }
}
