package dev.holdfast.app.usecase;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.ports.out.env.StorageFailure;
import dev.holdfast.ports.out.write.WriteTransactions;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** The writes of a store whose commits fail from a certain one on, for a while. */
final class FailingWrites implements WriteTransactions {

  private final WriteTransactions store;
  private final AtomicInteger good = new AtomicInteger(Integer.MAX_VALUE);
  private final AtomicInteger bad = new AtomicInteger();
  private volatile Fault fault = Fault.FULL;
  private volatile Runnable beforeEach = () -> {};

  private final AtomicReference<Optional<Fault>> nextOfControlPlane =
      new AtomicReference<>(Optional.empty());

  private enum Fault {
    FULL,
    COMMIT_FAILED_BUT_STORED
  }

  FailingWrites(WriteTransactions store) {
    this.store = store;
  }

  /** Lets some commits of agents pass and finds no room for the ones that follow. */
  void failAfter(int passing, int failing) {
    fail(Fault.FULL, passing, failing);
  }

  /** Lets some commits of agents pass, stores the ones that follow too, and says that it failed. */
  void failThoughStoredAfter(int passing, int failing) {
    fail(Fault.COMMIT_FAILED_BUT_STORED, passing, failing);
  }

  /** Finds no room for the next commit of the control plane. */
  void failNextOfControlPlane() {
    nextOfControlPlane.set(Optional.of(Fault.FULL));
  }

  /** Stores the next commit of the control plane, and says that it failed. */
  void failNextOfControlPlaneThoughStored() {
    nextOfControlPlane.set(Optional.of(Fault.COMMIT_FAILED_BUT_STORED));
  }

  /** Does something before each transaction of an agent. */
  void before(Runnable each) {
    beforeEach = each;
  }

  private void fail(Fault how, int passing, int failing) {
    fault = how;
    bad.set(failing);
    good.set(passing);
  }

  @Override
  public <R> R inAgent(AgentId agent, AgentWork<R> work) {
    beforeEach.run();
    if (good.getAndDecrement() > 0 || bad.getAndDecrement() <= 0) {
      return store.inAgent(agent, work);
    }
    throw failure(fault, () -> store.inAgent(agent, work));
  }

  @Override
  public <R> R inControlPlane(ControlPlaneWork<R> work) {
    Optional<Fault> next = nextOfControlPlane.getAndSet(Optional.empty());
    if (next.isEmpty()) {
      return store.inControlPlane(work);
    }
    throw failure(next.get(), () -> store.inControlPlane(work));
  }

  private static StorageFailure failure(Fault fault, Runnable commit) {
    return switch (fault) {
      case FULL -> new StorageFailure(StorageFailure.Code.FULL, "No space is left.", Map.of());
      case COMMIT_FAILED_BUT_STORED -> {
        commit.run();
        yield new StorageFailure(
            StorageFailure.Code.COMMIT_FAILED, "The change could not be stored.", Map.of());
      }
    };
  }
}
