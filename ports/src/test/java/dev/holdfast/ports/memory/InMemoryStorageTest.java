package dev.holdfast.ports.memory;

import dev.holdfast.ports.contract.StorageContract;
import dev.holdfast.ports.contract.StoreFixture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(StoreOfTheRun.class)
@DisplayName("The store in memory keeps the contract of the life of a store")
class InMemoryStorageTest implements StorageContract {

  private final StoreFixture fixture;

  InMemoryStorageTest(StoreFixture fixture) {
    this.fixture = fixture;
  }

  @Override
  public StoreFixture store() {
    return fixture;
  }
}
