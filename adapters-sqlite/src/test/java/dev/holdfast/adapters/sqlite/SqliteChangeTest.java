package dev.holdfast.adapters.sqlite;

import dev.holdfast.ports.contract.ChangeContract;
import dev.holdfast.ports.contract.StoreFixture;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The SQLite store keeps the contract of changes")
class SqliteChangeTest implements ChangeContract {

  private final StoreFixture fixture;

  SqliteChangeTest(@TempDir Path home) {
    fixture = SqliteFixture.withStore(home);
  }

  @Override
  public StoreFixture store() {
    return fixture;
  }
}
