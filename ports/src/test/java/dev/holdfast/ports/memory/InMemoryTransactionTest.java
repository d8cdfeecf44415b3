package dev.holdfast.ports.memory;

import dev.holdfast.ports.contract.StoreFixture;
import dev.holdfast.ports.contract.TransactionContract;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(StoreOfTheRun.class)
@DisplayName("The store in memory keeps the contract of transactions")
class InMemoryTransactionTest implements TransactionContract {

  private final StoreFixture fixture;

  InMemoryTransactionTest(StoreFixture fixture) {
    this.fixture = fixture;
  }

  @Override
  public StoreFixture store() {
    return fixture;
  }
}
