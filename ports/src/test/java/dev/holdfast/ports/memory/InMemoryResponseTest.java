package dev.holdfast.ports.memory;

import dev.holdfast.ports.contract.ResponseContract;
import dev.holdfast.ports.contract.StoreFixture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(StoreOfTheRun.class)
@DisplayName("The store in memory keeps the contract of responses")
class InMemoryResponseTest implements ResponseContract {

  private final StoreFixture fixture;

  InMemoryResponseTest(StoreFixture fixture) {
    this.fixture = fixture;
  }

  @Override
  public StoreFixture store() {
    return fixture;
  }
}
