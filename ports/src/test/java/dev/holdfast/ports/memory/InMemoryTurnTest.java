package dev.holdfast.ports.memory;

import dev.holdfast.ports.contract.StoreFixture;
import dev.holdfast.ports.contract.TurnContract;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(StoreOfTheRun.class)
@DisplayName("The store in memory keeps the contract of turns")
class InMemoryTurnTest implements TurnContract {

  private final StoreFixture fixture;

  InMemoryTurnTest(StoreFixture fixture) {
    this.fixture = fixture;
  }

  @Override
  public StoreFixture store() {
    return fixture;
  }
}
