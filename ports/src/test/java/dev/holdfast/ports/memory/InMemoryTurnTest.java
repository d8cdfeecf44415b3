package dev.holdfast.ports.memory;

import dev.holdfast.ports.contract.StoreFixture;
import dev.holdfast.ports.contract.TurnContract;
import org.junit.jupiter.api.DisplayName;

@DisplayName("The store in memory keeps the contract of turns")
class InMemoryTurnTest implements TurnContract {

  private final StoreFixture fixture = new InMemoryFixture();

  @Override
  public StoreFixture store() {
    return fixture;
  }
}
