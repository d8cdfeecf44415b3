package dev.holdfast.adapters.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.ports.out.env.StorageFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("SQLite's library")
final class SqliteEngineTest {

  private static final int TOLD = 7;

  @TempDir private Path scratch;

  /** Loads ahead, as the program does on a thread of its own, and then opens. */
  static final class Opening {

    private Opening() {}

    public static void main(String[] arguments) {
      SqliteModule.loadAhead();
      try {
        Connections.engineVersion();
      } catch (StorageFailure failure) {
        boolean isTold =
            failure.code() == StorageFailure.Code.CANNOT_OPEN
                && String.valueOf(failure.getMessage()).contains("library cannot be loaded");
        System.exit(isTold ? TOLD : 1);
      }
    }
  }

  @Test
  void is_loaded_ahead_and_used_then() throws IOException, InterruptedException {
    assertThat(ChildJvm.start(Opening.class).waitFor()).isZero();
  }

  @Test
  void that_cannot_be_loaded_is_told_by_whoever_opens_and_by_nobody_before()
      throws IOException, InterruptedException {
    String name = "libsqlitejdbc.so";
    Files.writeString(scratch.resolve(name), "no library");

    Process opening =
        ChildJvm.start(
            List.of(
                "-Dorg.sqlite.lib.path=" + scratch,
                "-Dorg.sqlite.lib.name=" + name,
                "-Dorg.sqlite.tmpdir=" + scratch.resolve(name).resolve("none")),
            Opening.class);

    assertThat(opening.waitFor()).isEqualTo(TOLD);
  }
}
