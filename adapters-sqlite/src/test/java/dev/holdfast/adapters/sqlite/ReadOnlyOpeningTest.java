package dev.holdfast.adapters.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.session.SessionChange;
import dev.holdfast.ports.contract.Samples;
import dev.holdfast.ports.out.env.Storage.ReadOnlyOpening;
import dev.holdfast.ports.out.env.StorageFailure;
import dev.holdfast.ports.out.env.StorageReport;
import dev.holdfast.ports.out.read.SessionReads.SessionSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Opening for reading leaves no trace and sees what a gateway beside it stores")
class ReadOnlyOpeningTest {

  private final Path home;
  private SqliteFixture gateway;
  private SqliteFixture commandLine;

  ReadOnlyOpeningTest(@TempDir Path home) {
    this.home = home;
  }

  @BeforeEach
  void prepare() {
    gateway = SqliteFixture.withStore(home);
    commandLine = new SqliteFixture(home);
  }

  @AfterEach
  void close() {
    commandLine.storage().close();
    gateway.storage().close();
  }

  private StorageReport openForReading() {
    ReadOnlyOpening opening = commandLine.storage().openForReading();
    assertThat(opening).isInstanceOf(ReadOnlyOpening.Opened.class);
    return ((ReadOnlyOpening.Opened) opening).report();
  }

  private void reserve(String name) {
    gateway
        .transactions()
        .inAgent(
            AgentId.MAIN,
            work ->
                work.sessions()
                    .apply(
                        new SessionChange.Reserve(
                            Samples.key(name), Samples.session(name), Samples.at(1))));
  }

  private boolean sees(String name) {
    return commandLine.sessions().snapshot(AgentId.MAIN, Samples.key(name))
        instanceof SessionSnapshot.Present;
  }

  private Map<String, FileTime> everything() throws IOException {
    Map<String, FileTime> files = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(home)) {
      for (Path file : walk.toList()) {
        files.put(home.relativize(file).toString(), Files.getLastModifiedTime(file));
      }
    }
    return files;
  }

  @Test
  void with_no_gateway_nothing_is_made_or_touched() throws IOException {
    Map<String, FileTime> before = everything();

    openForReading();
    assertThat(sees("ann")).isFalse();
    assertThat(commandLine.sessions().count(AgentId.MAIN)).isZero();
    assertThat(commandLine.controlPlane().agents()).hasSize(1);
    Map<String, FileTime> during = everything();
    commandLine.storage().close();

    assertThat(during).isEqualTo(before);
    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void a_home_without_a_store_stays_without_one() throws IOException {
    Path empty = Files.createDirectory(home.resolve("empty"));

    ReadOnlyOpening opening = new SqliteFixture(empty).storage().openForReading();

    assertThat(opening).isEqualTo(new ReadOnlyOpening.NoStore());
    assertThat(empty).isEmptyDirectory();
    assertThat(new SqliteFixture(home.resolve("absent")).storage().openForReading())
        .isEqualTo(new ReadOnlyOpening.NoStore());
    assertThat(home.resolve("absent")).doesNotExist();
  }

  @Test
  void beside_a_gateway_its_commits_are_seen_as_they_come() {
    gateway.storage().open(Samples.request(AgentId.MAIN));
    reserve("before");

    openForReading();

    assertThat(sees("before")).isTrue();
    assertThat(sees("after")).isFalse();
    reserve("after");
    assertThat(sees("after")).isTrue();
  }

  @Test
  void a_gateway_that_comes_later_is_noticed() {
    openForReading();
    assertThat(sees("ann")).isFalse();

    gateway.storage().open(Samples.request(AgentId.MAIN));
    reserve("ann");
    assertThat(sees("ann")).isTrue();
    gateway.storage().close();

    assertThat(sees("ann")).isTrue();
  }

  @Test
  void a_gateway_that_came_and_went_meanwhile_is_noticed() {
    openForReading();
    assertThat(sees("ann")).isFalse();

    gateway.storage().open(Samples.request(AgentId.MAIN));
    reserve("ann");
    gateway.storage().close();

    assertThat(sees("ann")).isTrue();
  }

  @Test
  void what_a_killed_gateway_left_in_its_log_is_read_and_left_as_it_is() throws Exception {
    gateway.storage().open(Samples.request(AgentId.MAIN));
    reserve("ann");
    Path copy = Files.createDirectory(home.resolve("as-after-a-kill"));
    copyAsKilled(copy);
    Map<String, FileTime> before = everything();

    SqliteFixture reader = new SqliteFixture(copy);
    assertThat(reader.storage().openForReading()).isInstanceOf(ReadOnlyOpening.Opened.class);

    assertThat(reader.sessions().snapshot(AgentId.MAIN, Samples.key("ann")))
        .isInstanceOf(SessionSnapshot.Present.class);
    assertThat(everything()).isEqualTo(before);
    reader.storage().close();
    assertThat(everything()).isEqualTo(before);
  }

  /** The gateway is not used any more, so it does not matter that this drops its locks. */
  private void copyAsKilled(Path copy) throws IOException {
    for (String name : List.of(RawDatabase.CONTROL_PLANE, RawDatabase.AGENT)) {
      for (String suffix : List.of("", "-wal", "-shm")) {
        Path target = copy.resolve(name + suffix);
        Files.createDirectories(target.getParent());
        Files.copy(home.resolve(name + suffix), target);
      }
    }
  }

  @Test
  void a_bad_agent_database_is_reported_and_a_newer_control_plane_refused() throws Exception {
    Files.write(home.resolve(RawDatabase.AGENT), new byte[0]);

    assertThat(openForReading().outOfService()).containsOnlyKeys(AgentId.MAIN);
    commandLine.storage().close();

    try (RawDatabase raw = RawDatabase.controlPlaneOf(home)) {
      raw.execute(
          "INSERT INTO flyway_schema_history VALUES"
              + " (9, '9', 'x', 'SQL', 'V9__x.sql', 1, '', '', 1, 1)");
    }
    assertThatThrownBy(() -> commandLine.storage().openForReading())
        .isInstanceOfSatisfying(
            StorageFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(StorageFailure.Code.NEWER_SCHEMA));
  }
}
