package dev.holdfast.app.usecase;

import dev.holdfast.domain.state.StoreId;
import dev.holdfast.domain.token.TokenRecord;
import dev.holdfast.ports.out.env.StorageFailure;
import dev.holdfast.ports.out.read.ControlPlaneReads;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A control plane whose tokens cannot be read any more after some times. */
final class FailingControlPlaneReads implements ControlPlaneReads {

  private final ControlPlaneReads store;
  private final AtomicInteger good = new AtomicInteger(Integer.MAX_VALUE);

  FailingControlPlaneReads(ControlPlaneReads store) {
    this.store = store;
  }

  /** Lets the tokens be read so many times more. */
  void tokensFailAfter(int passing) {
    good.set(passing);
  }

  void recover() {
    good.set(Integer.MAX_VALUE);
  }

  @Override
  public StoreId storeId() {
    return store.storeId();
  }

  @Override
  public List<TokenRecord> tokens() {
    if (good.getAndDecrement() <= 0) {
      throw new StorageFailure(StorageFailure.Code.READ_FAILED, "It cannot be read.", Map.of());
    }
    return store.tokens();
  }

  @Override
  public List<AgentDatabase> agents() {
    return store.agents();
  }

  @Override
  public AuditPage audit(long before, int limit) {
    return store.audit(before, limit);
  }
}
