package dev.holdfast.app.usecase;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.session.ArchiveId;
import dev.holdfast.domain.session.ArchivedSession;
import dev.holdfast.domain.session.SessionId;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.session.StoredSession;
import dev.holdfast.domain.token.KeyBinding;
import dev.holdfast.domain.transcript.TranscriptEvent;
import dev.holdfast.ports.out.env.StorageFailure;
import dev.holdfast.ports.out.read.SessionReads;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** The sessions of a store that cannot be read while a test says so. */
final class FailingSessionReads implements SessionReads {

  private final SessionReads store;
  private final Semaphore looks = new Semaphore(0);
  private volatile boolean broken;

  FailingSessionReads(SessionReads store) {
    this.store = store;
  }

  void breakDown() {
    broken = true;
  }

  void recover() {
    broken = false;
  }

  @Override
  public StoredSession entry(AgentId agent, SessionKey key) {
    check();
    StoredSession entry = store.entry(agent, key);
    looks.release();
    return entry;
  }

  /** Waits until a session has been looked at so many times more without its events. */
  void awaitLooks(int more) throws InterruptedException {
    if (!looks.tryAcquire(more, 20, TimeUnit.SECONDS)) {
      throw new AssertionError("nobody looked");
    }
  }

  @Override
  public SessionSnapshot snapshot(AgentId agent, SessionKey key) {
    check();
    return store.snapshot(agent, key);
  }

  @Override
  public SessionSnapshot snapshot(AgentId agent, SessionId id) {
    check();
    return store.snapshot(agent, id);
  }

  @Override
  public List<TranscriptEvent> newest(AgentId agent, SessionId id, long after, int limit) {
    check();
    return store.newest(agent, id, after, limit);
  }

  @Override
  public SessionPage list(AgentId agent, KeyBinding keys, PageStart start, int limit) {
    check();
    return store.list(agent, keys, start, limit);
  }

  @Override
  public ArchivePage archives(AgentId agent, KeyBinding keys, ArchiveStart start, int limit) {
    check();
    return store.archives(agent, keys, start, limit);
  }

  @Override
  public Optional<ArchivedSession> archive(AgentId agent, ArchiveId archive) {
    check();
    return store.archive(agent, archive);
  }

  @Override
  public long count(AgentId agent) {
    check();
    return store.count(agent);
  }

  private void check() {
    if (broken) {
      throw new StorageFailure(StorageFailure.Code.READ_FAILED, "It cannot be read.", Map.of());
    }
  }
}
