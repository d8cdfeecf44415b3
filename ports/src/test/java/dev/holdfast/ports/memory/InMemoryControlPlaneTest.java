package dev.holdfast.ports.memory;

import dev.holdfast.ports.contract.ControlPlaneContract;
import dev.holdfast.ports.contract.StoreFixture;
import org.junit.jupiter.api.DisplayName;

@DisplayName("The store in memory keeps the contract of the control plane")
class InMemoryControlPlaneTest implements ControlPlaneContract {

  private final StoreFixture fixture = new InMemoryFixture();

  @Override
  public StoreFixture store() {
    return fixture;
  }
}
