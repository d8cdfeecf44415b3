package dev.holdfast.ports.memory;

import dev.holdfast.ports.contract.SessionContract;
import dev.holdfast.ports.contract.StoreFixture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(StoreOfTheRun.class)
@DisplayName("The store in memory keeps the contract of sessions")
class InMemorySessionTest implements SessionContract {

  private final StoreFixture fixture;

  InMemorySessionTest(StoreFixture fixture) {
    this.fixture = fixture;
  }

  @Override
  public StoreFixture store() {
    return fixture;
  }
}
