package dev.holdfast.adapters.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A reader's connection cannot write, whatever is executed on it")
class ReadOnlyReaderTest {

  private static final String COUNT = "SELECT count(*) FROM transcripts";
  private static final String INSERT =
      "INSERT INTO transcripts (session_id, session_key, started_at_micros)"
          + " VALUES ('s', 'agent:main:a', 1)";

  private final Path home;
  private SqliteFixture store;
  private RawDatabase reader;

  ReadOnlyReaderTest(@TempDir Path home) {
    this.home = home;
  }

  @BeforeEach
  void open() {
    store = SqliteFixture.opened(home);
    reader = RawDatabase.on(Connections.openReader(DatabaseFile.in(home, RawDatabase.AGENT)));
  }

  @AfterEach
  void close() throws SQLException {
    reader.close();
    store.storage().close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        INSERT,
        "DELETE FROM blocked_providers",
        "UPDATE blocked_providers SET legacy_id = 'x'",
        "DROP TRIGGER events_are_never_removed",
        "CREATE TABLE t (a)",
        "PRAGMA user_version = 7",
        "VACUUM"
      })
  void a_statement_that_writes_fails(String sql) throws SQLException {
    assertThatThrownBy(() -> reader.execute(sql))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("READONLY");

    assertThat(reader.value(COUNT)).isEqualTo("0");
    assertThat(reader.value("PRAGMA user_version")).isEqualTo("0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PRAGMA query_only = OFF",
        "PRAGMA writable_schema = ON",
        "PRAGMA journal_mode = DELETE",
        "PRAGMA locking_mode = EXCLUSIVE",
        "BEGIN IMMEDIATE"
      })
  void no_setting_opens_a_way(String sql) {
    List<String> refusals = new ArrayList<>();
    for (String statement : List.of(sql, INSERT)) {
      try {
        reader.execute(statement);
      } catch (SQLException e) {
        refusals.add(e.getMessage());
      }
    }

    assertThat(refusals).isNotEmpty();
    assertThat(refusals.getLast()).contains("READONLY");
  }

  @Test
  void an_attached_database_is_read_only_too() throws Exception {
    Path other = home.resolve("other.sqlite");
    assertThatThrownBy(() -> reader.execute("ATTACH '%s' AS other".formatted(other)))
        .isInstanceOf(SQLException.class);
    assertThat(Files.exists(other)).isFalse();

    reader.execute("ATTACH '%s' AS other".formatted(home.resolve(RawDatabase.CONTROL_PLANE)));
    assertThatThrownBy(() -> reader.execute("DELETE FROM other.store_identity"))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("READONLY");
  }

  @Test
  void a_writers_connection_can() throws SQLException {
    try (RawDatabase raw = RawDatabase.agentOf(home)) {
      assertThat(raw.execute(INSERT)).isEqualTo(1);
    }

    assertThat(reader.value(COUNT)).isEqualTo("1");
  }
}
