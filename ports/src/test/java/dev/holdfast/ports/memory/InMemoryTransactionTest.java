package dev.holdfast.ports.memory;

import dev.holdfast.ports.contract.StoreFixture;
import dev.holdfast.ports.contract.TransactionContract;
import org.junit.jupiter.api.DisplayName;

@DisplayName("The store in memory keeps the contract of transactions")
class InMemoryTransactionTest implements TransactionContract {

  private final StoreFixture fixture = new InMemoryFixture();

  @Override
  public StoreFixture store() {
    return fixture;
  }
}
