package dev.holdfast.adapters.sqlite;

import dev.holdfast.ports.contract.StoreFixture;
import dev.holdfast.ports.contract.TranscriptContract;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The SQLite store keeps the contract of transcripts")
class SqliteTranscriptTest implements TranscriptContract {

  private final StoreFixture fixture;

  SqliteTranscriptTest(@TempDir Path home) {
    fixture = SqliteFixture.withStore(home);
  }

  @Override
  public StoreFixture store() {
    return fixture;
  }
}
