package dev.holdfast.adapters.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.ports.out.env.Storage.Durability;
import dev.holdfast.ports.out.env.Telemetry;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The engine runs with the settings its promises rest on")
class EngineTest {

  private static final Duration DEADLINE = Duration.ofSeconds(30);

  private final Path home;
  private DatabaseFile file;

  EngineTest(@TempDir Path home) {
    this.home = home;
  }

  @BeforeEach
  void prepare() {
    SqliteFixture.withStore(home);
    file = DatabaseFile.in(home, RawDatabase.AGENT);
  }

  private Writer<RawDatabase> writer(Durability durability) {
    return Writer.open(
        file,
        durability,
        RawDatabase::on,
        "test",
        failure -> {},
        new Writer.Told(Telemetry.NONE, Telemetry.Database.AGENT));
  }

  private static String insert(String session) {
    return "INSERT INTO transcripts (session_id, session_key, started_at_micros)"
        + " VALUES ('%s', 'agent:main:a', 1)".formatted(session);
  }

  private static String count(Connection connection) throws SQLException {
    try (RawDatabase raw = RawDatabase.on(connection)) {
      return raw.value("SELECT count(*) FROM transcripts");
    }
  }

  @ParameterizedTest
  @CsvSource({"FULL, 2", "NORMAL, 1"})
  void the_writers_connection_has_what_was_asked_for(Durability durability, String synchronous) {
    try (Writer<RawDatabase> writer = writer(durability)) {
      assertThat(writer.<String>call(raw -> raw.value("PRAGMA synchronous")))
          .isEqualTo(synchronous);
      assertThat(writer.<String>call(raw -> raw.value("PRAGMA journal_mode"))).isEqualTo("wal");
      assertThat(writer.<String>call(raw -> raw.value("PRAGMA foreign_keys"))).isEqualTo("1");
      assertThat(writer.<String>call(raw -> raw.value("PRAGMA temp_store"))).isEqualTo("2");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.51.3", "3.51.10", "3.52.0", "4.0.0"})
  void a_sqlite_that_keeps_commits_is_used(String version) {
    assertThat(Connections.isSafe(version)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.51.2", "3.50.4", "3.9.99", "2.99.99"})
  void a_sqlite_that_can_lose_commits_is_refused(String version) {
    assertThat(Connections.isSafe(version)).isFalse();
  }

  @Test
  void the_writer_waits_for_another_process_that_holds_the_lock() throws Exception {
    try (Writer<RawDatabase> writer = writer(Durability.NORMAL);
        RawDatabase other = RawDatabase.agentOf(home)) {
      other.execute("BEGIN IMMEDIATE");
      other.execute(insert("of-the-other"));

      CompletableFuture<Integer> waiting =
          CompletableFuture.supplyAsync(
              () -> writer.<Integer>call(raw -> raw.execute(insert("s"))));
      assertThat(waiting).isNotDone();
      other.execute("COMMIT");

      assertThat(waiting.get(30, TimeUnit.SECONDS)).isEqualTo(1);
    }
    assertThat(count(Connections.openReader(file))).isEqualTo("2");
  }

  @Test
  void waiting_for_a_lock_ends_at_its_bound() throws SQLException {
    WaitingBusyHandler handler = new WaitingBusyHandler(Duration.ofMillis(30));
    long started = System.nanoTime();

    int attempts = 0;
    while (handler.callback(attempts) == 1) {
      attempts++;
    }

    assertThat(Duration.ofNanos(System.nanoTime() - started))
        .isGreaterThanOrEqualTo(Duration.ofMillis(30));
    assertThat(attempts).isGreaterThan(1);
    assertThat(handler.callback(0)).as("the next wait begins anew").isEqualTo(1);
  }

  @Test
  void an_idle_writer_writes_its_log_back() throws SQLException {
    try (Writer<RawDatabase> writer = writer(Durability.NORMAL)) {
      writer.<Integer>call(raw -> raw.execute(insert("s")));

      long deadline = System.nanoTime() + DEADLINE.toNanos();
      String seenWithoutLog = "0";
      while (seenWithoutLog.equals("0") && System.nanoTime() < deadline) {
        LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        seenWithoutLog = count(Connections.openUnused(file));
      }

      assertThat(seenWithoutLog).isEqualTo("1");
      assertThat(file.hasLog()).isTrue();
    }
  }

  @Test
  void closing_finishes_what_waits_and_leaves_no_log() throws Exception {
    Writer<RawDatabase> writer = writer(Durability.NORMAL);
    CompletableFuture<Integer> last =
        CompletableFuture.supplyAsync(() -> writer.<Integer>call(raw -> raw.execute(insert("s"))));
    assertThat(last.get(30, TimeUnit.SECONDS)).isEqualTo(1);

    writer.close();

    assertThat(file.hasLog()).isFalse();
    assertThat(count(Connections.openUnused(file))).isEqualTo("1");
  }
}
