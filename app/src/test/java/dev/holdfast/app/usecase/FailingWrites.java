package dev.holdfast.app.usecase;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.ports.out.env.StorageFailure;
import dev.holdfast.ports.out.write.WriteTransactions;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** The writes of a store whose disk is full from a certain commit on, for a while. */
final class FailingWrites implements WriteTransactions {

  private final WriteTransactions store;
  private final AtomicInteger good = new AtomicInteger(Integer.MAX_VALUE);
  private final AtomicInteger bad = new AtomicInteger();

  FailingWrites(WriteTransactions store) {
    this.store = store;
  }

  /** Lets some commits of agents pass and fails the ones that follow. */
  void failAfter(int passing, int failing) {
    bad.set(failing);
    good.set(passing);
  }

  @Override
  public <R> R inAgent(AgentId agent, AgentWork<R> work) {
    if (good.getAndDecrement() <= 0 && bad.getAndDecrement() > 0) {
      throw new StorageFailure(StorageFailure.Code.FULL, "No space is left.", Map.of());
    }
    return store.inAgent(agent, work);
  }

  @Override
  public <R> R inControlPlane(ControlPlaneWork<R> work) {
    return store.inControlPlane(work);
  }
}
