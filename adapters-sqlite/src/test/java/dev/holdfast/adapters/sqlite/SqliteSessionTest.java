package dev.holdfast.adapters.sqlite;

import dev.holdfast.ports.contract.SessionContract;
import dev.holdfast.ports.contract.StoreFixture;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The SQLite store keeps the contract of sessions")
class SqliteSessionTest implements SessionContract {

  private final StoreFixture fixture;

  SqliteSessionTest(@TempDir Path home) {
    fixture = SqliteFixture.withStore(home);
  }

  @Override
  public StoreFixture store() {
    return fixture;
  }
}
