package dev.holdfast.ports.memory;

import dev.holdfast.domain.state.StoreId;
import dev.holdfast.ports.contract.StoreFixture;
import dev.holdfast.ports.out.env.Storage;
import dev.holdfast.ports.out.read.ChangeReads;
import dev.holdfast.ports.out.read.ControlPlaneReads;
import dev.holdfast.ports.out.read.IdempotencyReads;
import dev.holdfast.ports.out.read.ResponseReads;
import dev.holdfast.ports.out.read.SessionReads;
import dev.holdfast.ports.out.read.TurnReads;
import dev.holdfast.ports.out.write.WriteTransactions;

final class InMemoryFixture implements StoreFixture {

  private final InMemoryStore store = new InMemoryStore(new StoreId("in-memory"));

  @Override
  public Storage storage() {
    return store;
  }

  @Override
  public SessionReads sessions() {
    return store.sessionReads();
  }

  @Override
  public TurnReads turns() {
    return store.turnReads();
  }

  @Override
  public IdempotencyReads idempotency() {
    return store.idempotencyReads();
  }

  @Override
  public ResponseReads responses() {
    return store.responseReads();
  }

  @Override
  public ChangeReads changes() {
    return store.changeReads();
  }

  @Override
  public ControlPlaneReads controlPlane() {
    return store.controlPlaneReads();
  }

  @Override
  public WriteTransactions transactions() {
    return store.transactions();
  }
}
