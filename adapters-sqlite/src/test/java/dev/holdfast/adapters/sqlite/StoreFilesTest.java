package dev.holdfast.adapters.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.session.SessionChange;
import dev.holdfast.ports.contract.Samples;
import dev.holdfast.ports.out.env.StorageFailure;
import dev.holdfast.ports.out.env.StorageReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The store's files are plain, private and made only once")
class StoreFilesTest {

  private final Path home;
  private SqliteFixture store;

  StoreFilesTest(@TempDir Path folder) throws IOException {
    home = Files.createDirectory(folder.resolve("a home? 100% #1"));
  }

  @BeforeEach
  void prepare() {
    store = new SqliteFixture(home);
  }

  @AfterEach
  void close() {
    store.storage().close();
  }

  private StorageReport open() {
    return store.storage().open(Samples.request(AgentId.MAIN));
  }

  private void write() {
    store
        .transactions()
        .inAgent(
            AgentId.MAIN,
            work ->
                work.sessions()
                    .apply(
                        new SessionChange.Reserve(
                            Samples.key("ann"), Samples.session("1"), Samples.at(1))));
  }

  private Map<String, String> modes() throws IOException {
    Map<String, String> modes = new TreeMap<>();
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.filter(file -> !file.equals(home)).toList()) {
        modes.put(
            home.relativize(file).toString(),
            PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
      }
    }
    return modes;
  }

  @Test
  void the_first_start_makes_private_files_and_says_so() throws IOException {
    StorageReport report = open();
    write();
    store.storage().probe();

    assertThat(report.created())
        .containsExactly(
            home.resolve(RawDatabase.CONTROL_PLANE).toString(),
            home.resolve(RawDatabase.AGENT).toString());
    assertThat(modes())
        .containsOnlyKeys(
            "agents",
            "agents/main",
            "agents/main/agent",
            RawDatabase.AGENT,
            RawDatabase.AGENT + "-shm",
            RawDatabase.AGENT + "-wal",
            "state",
            RawDatabase.CONTROL_PLANE,
            RawDatabase.CONTROL_PLANE + "-shm",
            RawDatabase.CONTROL_PLANE + "-wal",
            "state/migration.lock");
    assertThat(modes())
        .allSatisfy(
            (name, mode) ->
                assertThat(mode)
                    .as(name)
                    .isEqualTo(Files.isDirectory(home.resolve(name)) ? "rwx------" : "rw-------"));
  }

  @Test
  void closing_leaves_one_file_for_each_database() throws IOException {
    open();
    write();

    store.storage().close();

    assertThat(modes())
        .containsOnlyKeys(
            "agents",
            "agents/main",
            "agents/main/agent",
            RawDatabase.AGENT,
            "state",
            RawDatabase.CONTROL_PLANE,
            "state/migration.lock");
  }

  @Test
  void files_that_others_could_read_are_made_private_again() throws IOException {
    open();
    store.storage().close();
    Files.setPosixFilePermissions(
        home.resolve(RawDatabase.AGENT), PosixFilePermissions.fromString("rw-r--r--"));
    Files.setPosixFilePermissions(
        home.resolve("state"), PosixFilePermissions.fromString("rwxr-xr-x"));

    open();
    write();

    assertThat(modes())
        .containsEntry(RawDatabase.AGENT, "rw-------")
        .containsEntry(RawDatabase.AGENT + "-wal", "rw-------")
        .containsEntry("state", "rwx------");
  }

  @ParameterizedTest
  @ValueSource(strings = {RawDatabase.CONTROL_PLANE, "state"})
  void a_symbolic_link_in_place_of_the_control_plane_is_refused(String name) throws IOException {
    open();
    store.storage().close();
    Path elsewhere = home.resolveSibling("elsewhere");
    Files.move(home.resolve(name), elsewhere);
    Files.createSymbolicLink(home.resolve(name), elsewhere);

    assertThatThrownBy(this::open)
        .isInstanceOfSatisfying(
            StorageFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(StorageFailure.Code.CANNOT_OPEN))
        .hasMessageContaining("link");
  }

  @Test
  void a_hard_link_is_refused() throws IOException {
    open();
    store.storage().close();
    Files.createLink(home.resolve("second-name"), home.resolve(RawDatabase.CONTROL_PLANE));

    assertThatThrownBy(this::open)
        .isInstanceOf(StorageFailure.class)
        .hasMessageContaining("hard link");
  }

  @Test
  void a_linked_log_is_refused() throws IOException {
    open();
    store.storage().close();
    Files.createSymbolicLink(
        home.resolve(RawDatabase.CONTROL_PLANE + "-wal"), home.resolve("anything"));

    assertThatThrownBy(this::open)
        .isInstanceOf(StorageFailure.class)
        .hasMessageContaining("links are refused");
  }

  @Test
  void a_linked_agent_database_stops_only_its_agent() throws IOException {
    open();
    store.storage().close();
    Files.createLink(home.resolve("second-name"), home.resolve(RawDatabase.AGENT));

    StorageReport report = open();

    assertThat(report.outOfService()).containsOnlyKeys(AgentId.MAIN);
    assertThat(report.outOfService().get(AgentId.MAIN)).contains("hard links are refused");
  }

  @Test
  void what_a_killed_creation_left_is_made_anew() throws IOException {
    Path leftover = home.resolve(RawDatabase.CONTROL_PLANE + ".new");
    Files.createDirectories(leftover.getParent());
    Files.writeString(leftover, "half a database");
    Files.writeString(home.resolve(RawDatabase.CONTROL_PLANE + ".new-journal"), "half a journal");

    StorageReport report = open();

    assertThat(report.created()).hasSize(2);
    assertThat(report.outOfService()).isEmpty();
    assertThat(modes().keySet()).noneMatch(name -> name.contains(".new"));
  }
}
