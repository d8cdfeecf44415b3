package dev.holdfast.adapters.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.session.SessionChange;
import dev.holdfast.domain.session.SessionId;
import dev.holdfast.ports.contract.Samples;
import dev.holdfast.ports.out.env.Storage;
import dev.holdfast.ports.out.env.StorageFailure;
import dev.holdfast.ports.out.env.StorageReport;
import dev.holdfast.ports.out.write.SessionWrites;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A bad database is left as it is, and an agent's stops only that agent")
class OutOfServiceTest {

  private static final AgentId SECOND = new AgentId("second");
  private static final String NEWER =
      "INSERT INTO flyway_schema_history SELECT max(installed_rank) + 1, '99', 'of tomorrow',"
          + " 'SQL', 'V99__of_tomorrow.sql', 1, installed_by, installed_on, 1, 1 FROM"
          + " flyway_schema_history";

  private final Path home;
  private SqliteFixture store;

  OutOfServiceTest(@TempDir Path home) {
    this.home = home;
  }

  @BeforeEach
  void makeTwoAgents() {
    store = SqliteFixture.withStore(home);
    open();
    store.storage().close();
  }

  @AfterEach
  void close() {
    store.storage().close();
  }

  private StorageReport open() {
    return store.storage().open(Samples.request(AgentId.MAIN, SECOND));
  }

  private void assertOnlyMainIsOut(String reason) {
    assertOnlyMainIsOut(StorageFailure.Code.AGENT_UNAVAILABLE, reason);
  }

  private void assertOnlyMainIsOut(StorageFailure.Code code, String reason) {
    StorageReport report = open();

    assertThat(report.outOfService()).containsOnlyKeys(AgentId.MAIN);
    assertThat(report.outOfService().get(AgentId.MAIN)).contains(reason);
    assertThat(reserveIn(SECOND)).isInstanceOf(SessionWrites.Result.Applied.class);
    assertThatThrownBy(() -> reserveIn(AgentId.MAIN))
        .isInstanceOfSatisfying(
            StorageFailure.class,
            failure -> {
              assertThat(failure.code()).isEqualTo(code);
              assertThat(failure.context()).containsEntry("agent", "main");
              assertThat(failure).hasMessageContaining(reason);
            });
    assertThatThrownBy(() -> store.sessions().count(AgentId.MAIN))
        .isInstanceOf(StorageFailure.class);
  }

  private SessionWrites.Result reserveIn(AgentId agent) {
    return store
        .transactions()
        .inAgent(
            agent,
            work ->
                work.sessions()
                    .apply(
                        new SessionChange.Reserve(
                            Samples.key("ann"), new SessionId("s"), Samples.at(1))));
  }

  @Test
  void a_missing_one_is_not_made_anew() {
    assertThat(home.resolve(RawDatabase.AGENT).toFile().delete()).isTrue();

    assertOnlyMainIsOut("missing");

    assertThat(home.resolve(RawDatabase.AGENT)).doesNotExist();
  }

  @Test
  void an_empty_one_is_not_filled() throws IOException {
    Files.write(home.resolve(RawDatabase.AGENT), new byte[0]);

    assertOnlyMainIsOut("empty or not a Holdfast database");

    assertThat(home.resolve(RawDatabase.AGENT)).isEmptyFile();
  }

  @Test
  void one_that_is_no_database_is_left_alone() throws IOException {
    byte[] noise = "not a database at all ".repeat(1000).getBytes();
    Files.write(home.resolve(RawDatabase.AGENT), noise);

    assertOnlyMainIsOut("cannot be opened");

    assertThat(home.resolve(RawDatabase.AGENT)).hasBinaryContent(noise);
  }

  @Test
  void one_of_another_kind_is_left_alone() throws IOException {
    Files.copy(
        home.resolve(RawDatabase.CONTROL_PLANE),
        home.resolve(RawDatabase.AGENT),
        StandardCopyOption.REPLACE_EXISTING);
    byte[] before = Files.readAllBytes(home.resolve(RawDatabase.AGENT));

    assertOnlyMainIsOut("another kind of database");

    assertThat(home.resolve(RawDatabase.AGENT)).hasBinaryContent(before);
  }

  @Test
  void a_newer_one_is_left_byte_for_byte() throws Exception {
    try (RawDatabase raw = RawDatabase.agentOf(home)) {
      raw.execute(NEWER);
    }
    byte[] before = Files.readAllBytes(home.resolve(RawDatabase.AGENT));

    assertOnlyMainIsOut(StorageFailure.Code.NEWER_SCHEMA, "newer Holdfast");
    store.storage().close();

    assertThat(home.resolve(RawDatabase.AGENT)).hasBinaryContent(before);
    assertThat(home.resolve(RawDatabase.AGENT + "-shm")).doesNotExist();
    assertThat(home.resolve(RawDatabase.AGENT + "-wal")).doesNotExist();
  }

  @Test
  void a_failed_migration_is_not_tried_again_over_it() throws SQLException {
    try (RawDatabase raw = RawDatabase.agentOf(home)) {
      raw.execute("UPDATE flyway_schema_history SET success = 0");
    }

    assertOnlyMainIsOut("failed earlier");
  }

  @Test
  void a_newer_control_plane_stops_the_store_and_is_left_byte_for_byte() throws Exception {
    try (RawDatabase raw = RawDatabase.controlPlaneOf(home)) {
      raw.execute(NEWER);
    }
    byte[] before = Files.readAllBytes(home.resolve(RawDatabase.CONTROL_PLANE));

    assertThatThrownBy(this::open)
        .isInstanceOfSatisfying(
            StorageFailure.class,
            failure -> {
              assertThat(failure.code()).isEqualTo(StorageFailure.Code.NEWER_SCHEMA);
              assertThat(failure.context())
                  .containsEntry("database", "99")
                  .containsEntry("program", "2")
                  .containsKey("file");
            });

    assertThat(home.resolve(RawDatabase.CONTROL_PLANE)).hasBinaryContent(before);
    assertThat(home.resolve(RawDatabase.CONTROL_PLANE + "-shm")).doesNotExist();
  }

  @Test
  void a_lost_control_plane_is_not_replaced_while_agents_have_data() throws IOException {
    Files.delete(home.resolve(RawDatabase.CONTROL_PLANE));

    assertThatThrownBy(this::open)
        .isInstanceOf(StorageFailure.class)
        .hasMessageContaining("agent databases but no control plane");

    assertThatThrownBy(() -> store.storage().openForReading())
        .as("what looks must not say that there is no store")
        .isInstanceOf(StorageFailure.class)
        .hasMessageContaining("agent databases but no control plane");
    assertThat(home.resolve(RawDatabase.CONTROL_PLANE)).doesNotExist();
  }

  @Test
  void a_database_whose_registration_was_cut_short_is_taken_in() throws Exception {
    try (RawDatabase raw = RawDatabase.controlPlaneOf(home)) {
      raw.execute("DELETE FROM agents WHERE agent_id = 'second'");
    }

    StorageReport report = open();

    assertThat(report.created()).isEmpty();
    assertThat(report.outOfService()).isEmpty();
    assertThat(store.controlPlane().agents()).hasSize(2);
  }

  @Test
  void no_agent_is_made_where_creation_is_forbidden() {
    AgentId third = new AgentId("third");

    StorageReport report =
        store
            .storage()
            .open(
                new Storage.StorageRequest(
                    List.of(AgentId.MAIN, third),
                    Storage.Creation.FORBIDDEN,
                    Storage.Durability.NORMAL,
                    Set.of(),
                    Storage.SchemaUpgrade.PERFORMED_AFTER_BACKUP));

    assertThat(report.outOfService()).containsOnlyKeys(third);
    assertThat(home.resolve("agents/third")).doesNotExist();
    assertThat(store.controlPlane().agents()).hasSize(2);
  }

  @Test
  void a_path_that_leaves_the_home_is_refused() throws SQLException {
    assertThatThrownBy(() -> DatabaseFile.in(home, "../elsewhere.sqlite"))
        .isInstanceOf(StorageFailure.class)
        .hasMessageContaining("inside the home");
    try (RawDatabase raw = RawDatabase.controlPlaneOf(home)) {
      assertThatThrownBy(
              () -> raw.execute("UPDATE agents SET database_path = '../elsewhere.sqlite'"))
          .isInstanceOf(SQLException.class);
    }
  }
}
