package dev.holdfast.adapters.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.ports.out.env.DatabaseFacts.Content;
import dev.holdfast.ports.out.env.DatabaseFacts.Reason;
import dev.holdfast.ports.out.env.Storage.Durability;
import dev.holdfast.ports.out.env.StorageFailure;
import dev.holdfast.ports.out.env.StoreInspection.Depth;
import dev.holdfast.ports.out.env.StoreMaintenance;
import dev.holdfast.ports.out.env.StoreMaintenance.LostIdentity;
import dev.holdfast.ports.out.env.StoreMaintenance.Salvage;
import dev.holdfast.ports.out.env.StoreProgress;
import dev.holdfast.ports.out.env.StoreProgress.Stage;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sqlite.SQLiteErrorCode;

@DisplayName(
    "A salvage changes only what is damaged and ours, and puts only what is whole in place")
class SalvageLooksFirstTest {

  private static final String NEWER =
      "INSERT INTO flyway_schema_history VALUES"
          + " (9, '9', 'x', 'SQL', 'V9__x.sql', 1, '', '', 1, 1)";

  private final Path home;
  private final StoreMaintenance maintenance =
      new SqliteStoreMaintenance(Clock.systemUTC(), StoreFolder::usableBytes);

  SalvageLooksFirstTest(@TempDir Path folder) throws IOException {
    this.home = Files.createDirectory(folder.resolve("home"));
  }

  @BeforeEach
  void fill() {
    FilledHome.make(home, 3, 4);
  }

  private Path agent() {
    return home.resolve(RawDatabase.AGENT);
  }

  private Salvage salvage(StoreProgress progress) {
    return maintenance.salvage(home.toString(), RawDatabase.AGENT, LostIdentity.REFUSED, progress);
  }

  private void execute(String... statements) throws SQLException {
    try (RawDatabase raw = RawDatabase.agentOf(home)) {
      for (String statement : statements) {
        raw.execute(statement);
      }
    }
  }

  @Test
  void a_sound_database_is_left_as_it_is() throws IOException {
    Map<String, List<Object>> before = Folders.snapshot(home);

    assertThat(salvage(StoreProgress.NONE)).isEqualTo(new Salvage.Sound());

    assertThat(Folders.snapshot(home)).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        NEWER,
        "ALTER TABLE transcripts RENAME TO others; DROP TABLE flyway_schema_history",
        "UPDATE flyway_schema_history SET success = 0"
      })
  void what_another_program_wrote_is_refused_and_stays_byte_for_byte(String planted)
      throws Exception {
    execute(planted.split("; "));
    RawDatabase.damageHarmlessly(agent());
    Map<String, List<Object>> before = Folders.snapshot(home);

    assertThatThrownBy(() -> salvage(StoreProgress.NONE)).isInstanceOf(StorageFailure.class);

    assertThat(Folders.snapshot(home)).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"script = 'V1__else.sql'", "installed_rank = 7, success = 1, script = ''"})
  void a_history_that_damage_changed_keeps_nothing_from_being_salvaged(String changed)
      throws Exception {
    execute("UPDATE flyway_schema_history SET " + changed);
    RawDatabase.damageHarmlessly(agent());

    assertThat(salvage(StoreProgress.NONE)).isInstanceOf(Salvage.Done.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {NEWER, "UPDATE flyway_schema_history SET script = 'V1__else.sql'"})
  void the_log_of_what_another_program_wrote_is_not_written_back(String planted) throws Exception {
    Path killed = killedHome(planted);
    Map<String, List<Object>> before = databases(killed);

    assertThatThrownBy(() -> maintenance.emptyLog(killed.toString(), RawDatabase.AGENT))
        .isInstanceOf(StorageFailure.class);

    assertThat(databases(killed)).isEqualTo(before);
  }

  private static Map<String, List<Object>> databases(Path folder) throws IOException {
    Map<String, List<Object>> all = Folders.snapshot(folder.resolve("agents/main/agent"));
    all.keySet().removeIf(name -> name.endsWith("-shm") || name.isEmpty());
    return all;
  }

  /** As it is after a kill: what was executed is in the log only. */
  private Path killedHome(String... statements) throws Exception {
    Path killed = Files.createDirectory(home.resolveSibling("killed"));
    try (RawDatabase raw = RawDatabase.agentOf(home)) {
      raw.execute("PRAGMA wal_autocheckpoint = 0");
      for (String statement : statements) {
        raw.execute(statement);
      }
      Folders.copy(home.resolve("agents"), killed.resolve("agents"));
    }
    assertThat(Files.size(killed.resolve(RawDatabase.AGENT + "-wal"))).isPositive();
    return killed;
  }

  @Test
  void a_checkpoint_that_was_cut_is_no_damage() throws Exception {
    Path killed = killedHome("CREATE TABLE many (a)", "INSERT INTO many VALUES (zeroblob(200000))");
    Path database = killed.resolve(RawDatabase.AGENT);
    Files.delete(killed.resolve(RawDatabase.AGENT + "-shm"));
    byte[] half = Files.readAllBytes(database);
    try (RawDatabase raw = RawDatabase.agentOf(home)) {
      raw.execute("PRAGMA wal_checkpoint(TRUNCATE)");
    }
    byte[] whole = Files.readAllBytes(agent());
    // Only the first page was written back: what it leads to is in the log.
    System.arraycopy(whole, 0, half, 0, 2048);
    Files.write(database, half);

    Content seen =
        new SqliteStoreInspection()
            .inspect(killed.toString(), Depth.FULL, StoreProgress.NONE)
            .databases()
            .getFirst()
            .content();

    assertThat(killed.resolve(RawDatabase.AGENT + "-shm")).doesNotExist();
    if (seen instanceof Content.Unreadable unreadable) {
      assertThat(unreadable.reason()).isNotEqualTo(Reason.DAMAGED);
    }
    assertThat(
            maintenance.salvage(
                killed.toString(), RawDatabase.AGENT, LostIdentity.REFUSED, StoreProgress.NONE))
        .isEqualTo(new Salvage.Sound());
  }

  @Test
  void a_new_database_that_was_not_written_back_is_not_put_in_place() throws Exception {
    RawDatabase.damageHarmlessly(agent());
    byte[] damaged = Files.readAllBytes(agent());
    List<Connection> readers = new ArrayList<>();
    DatabaseFile making = DatabaseFile.in(home, RawDatabase.AGENT).beingMade();

    try {
      assertThatThrownBy(
              () ->
                  salvage(
                      (file, stage, done, total) -> {
                        if (stage == Stage.SALVAGING && readers.isEmpty()) {
                          readers.add(reading(making));
                        }
                      }))
          .isInstanceOf(StorageFailure.class);
      assertThat(readers).hasSize(1);
    } finally {
      for (Connection reader : readers) {
        reader.close();
      }
    }

    assertThat(agent()).hasBinaryContent(damaged);
    assertThat(maintenance.unfinishedSalvages(home.toString())).isEmpty();
    assertThat(salvage(StoreProgress.NONE)).isInstanceOf(Salvage.Done.class);
  }

  /** Holds what was there, so that nothing can be written back. */
  private static Connection reading(DatabaseFile file) {
    try {
      Connection reader = Connections.openReader(file);
      PlainSql.execute(reader, "BEGIN");
      PlainSql.number(reader, "SELECT count(*) FROM events");
      return reader;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void a_database_that_is_made_gets_its_name_once_it_is_whole() throws Exception {
    DatabaseFile file = DatabaseFile.in(home, "agents/new/agent/holdfast-agent.sqlite");
    List<Connection> readers = new ArrayList<>();
    try {
      assertThatThrownBy(
              () ->
                  Database.create(
                      Schema.AGENT,
                      file,
                      connection -> connection,
                      connection -> {
                        readers.add(reading(file.beingMade()));
                        return PlainSql.update(
                            connection, "INSERT INTO blocked_providers VALUES ('x')");
                      }))
          .isInstanceOf(StorageFailure.class);
    } finally {
      for (Connection reader : readers) {
        reader.close();
      }
    }

    assertThat(file.exists()).isFalse();
  }

  @Test
  void what_failed_first_is_told_and_not_what_came_of_it() throws Exception {
    try (Connection connection =
        Connections.openWriter(DatabaseFile.in(home, RawDatabase.AGENT), Durability.FULL)) {
      assertThatThrownBy(
              () ->
                  FreeHand.on(
                      connection,
                      () -> {
                        PlainSql.execute(connection, "ROLLBACK");
                        throw new SQLException("", "", SQLiteErrorCode.SQLITE_FULL.code);
                      }))
          .isInstanceOfSatisfying(
              SQLException.class,
              e -> {
                assertThat(e.getErrorCode()).isEqualTo(SQLiteErrorCode.SQLITE_FULL.code);
                assertThat(e.getSuppressed()).hasSize(1);
                assertThat(Failures.ofOpening(DatabaseFile.in(home, "x"), e).code())
                    .isEqualTo(StorageFailure.Code.FULL);
              });
    }
  }

  @Test
  void why_a_file_could_not_be_written_is_told() throws Exception {
    RawDatabase.damageHarmlessly(agent());
    Files.createFile(home.resolve("quarantine"));

    assertThatThrownBy(() -> salvage(StoreProgress.NONE))
        .isInstanceOf(StorageFailure.class)
        .hasMessageContaining("cause: Not a directory");
    assertThat(Failures.reason(new FileSystemException("/x", null, "No space left on device")))
        .isEqualTo("No space left on device");
    assertThat(Failures.reason(new IOException("Input/output error")))
        .isEqualTo("Input/output error");
  }

  @Test
  void locks_and_room_are_no_damage() {
    for (SQLiteErrorCode code :
        List.of(
            SQLiteErrorCode.SQLITE_CORRUPT,
            SQLiteErrorCode.SQLITE_NOTADB,
            SQLiteErrorCode.SQLITE_IOERR_READ,
            SQLiteErrorCode.SQLITE_IOERR_SHORT_READ)) {
      assertThat(Failures.isDamage(new SQLException("", "", code.code))).as(code.name()).isTrue();
    }
    for (SQLiteErrorCode code :
        List.of(
            SQLiteErrorCode.SQLITE_IOERR_SHMOPEN,
            SQLiteErrorCode.SQLITE_IOERR_LOCK,
            SQLiteErrorCode.SQLITE_BUSY,
            SQLiteErrorCode.SQLITE_NOMEM,
            SQLiteErrorCode.SQLITE_FULL,
            SQLiteErrorCode.SQLITE_CANTOPEN)) {
      assertThat(Failures.isDamage(new SQLException("", "", code.code))).as(code.name()).isFalse();
    }
  }
}
