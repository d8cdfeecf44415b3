package dev.holdfast.ports.memory;

import dev.holdfast.ports.contract.ChangeContract;
import dev.holdfast.ports.contract.StoreFixture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(StoreOfTheRun.class)
@DisplayName("The store in memory keeps the contract of changes")
class InMemoryChangeTest implements ChangeContract {

  private final StoreFixture fixture;

  InMemoryChangeTest(StoreFixture fixture) {
    this.fixture = fixture;
  }

  @Override
  public StoreFixture store() {
    return fixture;
  }
}
