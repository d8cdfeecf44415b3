package dev.holdfast.adapters.sqlite;

import dev.holdfast.ports.contract.StorageContract;
import dev.holdfast.ports.contract.StoreFixture;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The SQLite store keeps the contract of the life of a store")
class SqliteStorageTest implements StorageContract {

  private final StoreFixture fixture;

  SqliteStorageTest(@TempDir Path home) {
    fixture = new SqliteFixture(home);
  }

  @Override
  public StoreFixture store() {
    return fixture;
  }
}
