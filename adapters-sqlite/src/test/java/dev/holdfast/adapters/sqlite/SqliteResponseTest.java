package dev.holdfast.adapters.sqlite;

import dev.holdfast.ports.contract.ResponseContract;
import dev.holdfast.ports.contract.StoreFixture;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The SQLite store keeps the contract of responses")
class SqliteResponseTest implements ResponseContract {

  private final StoreFixture fixture;

  SqliteResponseTest(@TempDir Path home) {
    fixture = SqliteFixture.withStore(home);
  }

  @Override
  public StoreFixture store() {
    return fixture;
  }
}
