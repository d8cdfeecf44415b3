package dev.holdfast.ports.memory;

import dev.holdfast.ports.contract.ControlPlaneContract;
import dev.holdfast.ports.contract.StoreFixture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(StoreOfTheRun.class)
@DisplayName("The store in memory keeps the contract of the control plane")
class InMemoryControlPlaneTest implements ControlPlaneContract {

  private final StoreFixture fixture;

  InMemoryControlPlaneTest(StoreFixture fixture) {
    this.fixture = fixture;
  }

  @Override
  public StoreFixture store() {
    return fixture;
  }
}
