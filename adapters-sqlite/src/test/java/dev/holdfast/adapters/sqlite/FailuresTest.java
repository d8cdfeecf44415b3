package dev.holdfast.adapters.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.ports.out.env.StorageFailure;
import dev.holdfast.ports.out.env.StorageFailure.Code;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

@DisplayName("What SQLite says, in the words of the port")
final class FailuresTest {

  @TempDir private Path home;

  private StorageFailure opening(SQLiteErrorCode code, StoreFolder.Room room) {
    return Failures.ofOpening(
        DatabaseFile.in(home, "state/holdfast.sqlite"),
        new SQLiteException(code.name(), code),
        room);
  }

  @ParameterizedTest
  @EnumSource(
      value = SQLiteErrorCode.class,
      names = {"SQLITE_IOERR_SHMSIZE", "SQLITE_IOERR_WRITE", "SQLITE_CANTOPEN", "SQLITE_FULL"})
  void a_disk_without_room_is_told_as_full_whatever_could_not_be_made_there(SQLiteErrorCode code) {
    assertThat(opening(code, folder -> 0).code()).isEqualTo(Code.FULL);
  }

  @Test
  void with_room_the_same_is_a_database_that_cannot_be_opened() {
    assertThat(opening(SQLiteErrorCode.SQLITE_IOERR_WRITE, folder -> 1L << 30).code())
        .isEqualTo(Code.CANNOT_OPEN);
  }

  @Test
  void damage_on_a_full_disk_stays_damage() {
    assertThat(opening(SQLiteErrorCode.SQLITE_CORRUPT, folder -> 0).code())
        .isEqualTo(Code.CANNOT_OPEN);
  }

  @Test
  void room_that_nobody_can_tell_is_not_none() {
    StoreFolder.Room unknown =
        folder -> {
          throw new IOException("unknown");
        };
    assertThat(opening(SQLiteErrorCode.SQLITE_IOERR_WRITE, unknown).code())
        .isEqualTo(Code.CANNOT_OPEN);
  }

  @Test
  void the_facts_are_told_in_one_order() {
    assertThat(opening(SQLiteErrorCode.SQLITE_IOERR_WRITE, folder -> 1L << 30))
        .hasMessageMatching(
            "The database cannot be opened\\. It was left as it is\\."
                + " \\(cause: SQLITE_IOERR; file: .*holdfast\\.sqlite\\)");
  }
}
