package dev.holdfast.adapters.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.ports.contract.Samples;
import dev.holdfast.ports.out.env.DatabaseFacts.OrphanKind;
import dev.holdfast.ports.out.env.DatabaseFacts.Orphans;
import dev.holdfast.ports.out.env.StorageFailure;
import dev.holdfast.ports.out.env.StorageReport;
import dev.holdfast.ports.out.env.StoreIdentity;
import dev.holdfast.ports.out.env.StoreInspection.Depth;
import dev.holdfast.ports.out.env.StoreMaintenance;
import dev.holdfast.ports.out.env.StoreMaintenance.Mended;
import dev.holdfast.ports.out.env.StoreMaintenance.NewIdentity;
import dev.holdfast.ports.out.env.StoreMaintenance.NotDone;
import dev.holdfast.ports.out.env.StoreMaintenance.Upgrades;
import dev.holdfast.ports.out.env.StoreMaintenance.VerifiedCopy;
import dev.holdfast.ports.out.env.StoreProgress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A store is mended, copied, upgraded and renamed while nobody has it open")
class StoreMaintenanceTest {

  private final Path home;
  private final StoreMaintenance maintenance =
      new SqliteStoreMaintenance(
          Clock.fixed(Samples.at(0), ZoneOffset.UTC), StoreFolder::usableBytes);

  StoreMaintenanceTest(@TempDir Path home) {
    this.home = home;
  }

  @BeforeEach
  void fill() {
    FilledHome.make(home, 4, 6);
  }

  private Mended mend() {
    return maintenance.mendOrphans(home.toString(), RawDatabase.AGENT, StoreProgress.NONE);
  }

  private void plant(String... statements) throws SQLException {
    try (RawDatabase raw = RawDatabase.agentOf(home)) {
      List<String> triggers =
          raw.rows("SELECT sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY rowid");
      for (String name : raw.rows("SELECT name FROM sqlite_schema WHERE type = 'trigger'")) {
        raw.execute("DROP TRIGGER " + name);
      }
      for (String statement : statements) {
        assertThat(raw.execute(statement)).isPositive();
      }
      for (String trigger : triggers) {
        raw.execute(trigger);
      }
    }
  }

  private List<Orphans> orphans() throws Exception {
    try (var connection = Connections.openUnused(DatabaseFile.in(home, RawDatabase.AGENT))) {
      return OrphanQuery.findAll(connection, Depth.FULL);
    }
  }

  @Test
  void a_healthy_database_is_left_as_it_is() throws Exception {
    byte[] before = Files.readAllBytes(home.resolve(RawDatabase.AGENT));

    assertThat(mend()).isEqualTo(new Mended(List.of(), ""));

    assertThat(home.resolve(RawDatabase.AGENT)).hasBinaryContent(before);
    assertThat(home.resolve("backups")).doesNotExist();
  }

  @Test
  void orphans_are_mended_after_a_copy_and_a_second_run_finds_none() throws Exception {
    plant(
        "DELETE FROM transcripts WHERE session_id = 'session-n1'",
        "DELETE FROM sessions WHERE session_id = 'session-n2'",
        "DELETE FROM events WHERE session_id = 'session-n3' AND sequence IN (3, 6)",
        "DELETE FROM turns WHERE turn_id = 'unlisted-turn'",
        "UPDATE transcripts SET archive_id = 'gone' WHERE session_id = 'session-n4'",
        "UPDATE leases SET owner = 'o', turn_id = 'gone', granted_at_micros = 1,"
            + " deadline_at_micros = 2 WHERE session_key LIKE '%n3'");
    Set<OrphanKind> planted = new TreeSet<>(orphans().stream().map(Orphans::kind).toList());
    assertThat(planted).hasSizeGreaterThan(6);

    Mended mended = mend();

    assertThat(mended.orphans()).extracting(Orphans::kind).containsExactlyElementsOf(planted);
    assertThat(Path.of(mended.copy())).startsWith(home.resolve("backups")).exists();
    assertThat(orphans()).isEmpty();
    assertThat(mend()).isEqualTo(new Mended(List.of(), ""));
    try (RawDatabase raw = RawDatabase.agentOf(home)) {
      assertThat(raw.rows("PRAGMA foreign_key_check")).isEmpty();
      assertThat(raw.value("SELECT count(*) FROM events")).isEqualTo("23");
      assertThat(raw.rows("SELECT name FROM sqlite_schema WHERE name = 'turns_of_any_transcript'"))
          .isEmpty();
      assertThatThrownBy(() -> raw.execute("DELETE FROM leases"))
          .as("the rules are back")
          .isInstanceOf(SQLException.class);
    }
  }

  @Test
  void turns_that_run_are_left_to_recovery() throws Exception {
    plant(
        "UPDATE turns SET state = 'running', ended_at_micros = NULL, finish_reason = NULL,"
            + " usage_source = NULL WHERE turn_id = 'n1-turn-6'");
    byte[] before = Files.readAllBytes(home.resolve(RawDatabase.AGENT));
    assertThat(orphans())
        .extracting(Orphans::kind)
        .containsExactly(OrphanKind.RUNNING_TURNS_WITHOUT_LEASE);

    assertThat(mend()).isEqualTo(new Mended(List.of(), ""));

    assertThat(home.resolve(RawDatabase.AGENT)).hasBinaryContent(before);
  }

  @Test
  void a_new_identity_keeps_the_former_one() {
    NewIdentity first = maintenance.renewIdentity(home.toString());
    NewIdentity second = maintenance.renewIdentity(home.toString());

    assertThat(second.former()).isEqualTo(first.now());
    assertThat(Set.of(first.former(), first.now(), second.now())).hasSize(3);
    StoreIdentity identity =
        new SqliteStoreInspection()
            .inspect(home.toString(), Depth.QUICK, StoreProgress.NONE)
            .identity();
    assertThat(identity)
        .isInstanceOfSatisfying(
            StoreIdentity.Known.class,
            known -> {
              assertThat(known.id()).isEqualTo(second.now());
              assertThat(known.former())
                  .extracting(StoreIdentity.Former::id)
                  .containsExactlyInAnyOrder(first.former(), first.now());
              assertThat(known.places()).allMatch(place -> place.store().equals(first.former()));
            });
    SqliteFixture store = new SqliteFixture(home);
    assertThat(store.storage().open(Samples.request(AgentId.MAIN)).store()).isEqualTo(second.now());
    store.storage().close();
  }

  @Test
  void an_identity_never_comes_back_and_is_never_forgotten() throws Exception {
    NewIdentity renewed = maintenance.renewIdentity(home.toString());

    try (RawDatabase raw = RawDatabase.controlPlaneOf(home)) {
      for (String forbidden :
          List.of(
              "UPDATE store_identity SET store_id = '" + renewed.former() + "'",
              "UPDATE store_identity SET store_id = 'without a former one'",
              "UPDATE store_identity SET created_at_micros = 1",
              "UPDATE former_identities SET store_id = 'x'",
              "DELETE FROM former_identities")) {
        assertThatThrownBy(() -> raw.execute(forbidden))
            .as(forbidden)
            .isInstanceOf(SQLException.class);
      }
    }
  }

  @Test
  void beside_a_database_of_a_newer_program_no_older_one_is_touched() throws Exception {
    Path old = Files.createDirectory(home.resolve("old"));
    OldHome.make(old);
    Path agent = old.resolve(RawDatabase.AGENT);
    try (RawDatabase raw = RawDatabase.open(agent)) {
      raw.execute(
          "INSERT INTO flyway_schema_history VALUES"
              + " (9, '9', 'x', 'SQL', 'V9__x.sql', 1, '', '', 1, 1)");
    }
    byte[] newer = Files.readAllBytes(agent);
    byte[] older = Files.readAllBytes(old.resolve(RawDatabase.CONTROL_PLANE));

    Upgrades upgrades = maintenance.upgrade(old.toString(), StoreProgress.NONE);

    assertThat(upgrades.done()).isEmpty();
    assertThat(upgrades.notDone())
        .singleElement()
        .satisfies(
            left -> {
              assertThat(left.file()).isEqualTo(RawDatabase.AGENT);
              assertThat(left.reason()).contains("newer Holdfast");
            });
    assertThat(agent).hasBinaryContent(newer);
    assertThat(old.resolve(RawDatabase.CONTROL_PLANE)).hasBinaryContent(older);
    assertThat(old.resolve("backups")).doesNotExist();
  }

  @Test
  void every_older_database_is_brought_forward_and_others_are_left() throws Exception {
    Path old = Files.createDirectory(home.resolve("old"));
    OldHome.make(old);
    Path agent = old.resolve(RawDatabase.AGENT);
    try (RawDatabase raw = RawDatabase.open(agent)) {
      raw.execute("UPDATE flyway_schema_history SET success = 0");
    }
    byte[] failed = Files.readAllBytes(agent);

    Upgrades upgrades = maintenance.upgrade(old.toString(), StoreProgress.NONE);

    assertThat(upgrades.done())
        .extracting(StorageReport.Upgrade::file)
        .containsExactly(old.resolve(RawDatabase.CONTROL_PLANE).toString());
    assertThat(upgrades.notDone()).extracting(NotDone::file).containsExactly(RawDatabase.AGENT);
    assertThat(agent).hasBinaryContent(failed);
    assertThat(OldHome.rowsOf(old)).isEqualTo(OldHome.rows());
    assertThat(maintenance.upgrade(old.toString(), StoreProgress.NONE).done()).isEmpty();
    assertThat(maintenance.upgrade(home.toString(), StoreProgress.NONE))
        .isEqualTo(new Upgrades(List.of(), List.of()));
  }

  @Test
  void a_bad_control_plane_keeps_no_agent_back() throws Exception {
    Files.write(home.resolve(RawDatabase.CONTROL_PLANE), new byte[0]);
    try (RawDatabase raw = RawDatabase.agentOf(home)) {
      raw.execute("DELETE FROM flyway_schema_history");
    }

    assertThat(maintenance.upgrade(home.toString(), StoreProgress.NONE).notDone())
        .extracting(NotDone::file)
        .as("both were tried")
        .containsExactly(RawDatabase.CONTROL_PLANE, RawDatabase.AGENT);
  }

  @Test
  void a_copy_has_every_row_and_its_own_name() throws Exception {
    VerifiedCopy first = maintenance.copy(home.toString(), RawDatabase.AGENT, StoreProgress.NONE);
    VerifiedCopy second = maintenance.copy(home.toString(), RawDatabase.AGENT, StoreProgress.NONE);

    assertThat(first.copy()).isNotEqualTo(second.copy());
    assertThat(first.schemaVersion()).isEqualTo("1");
    assertThat(first.rows()).containsEntry("events", 25L);
    try (RawDatabase raw = RawDatabase.open(Path.of(first.copy()))) {
      assertThat(raw.value("SELECT count(*) FROM events")).isEqualTo("25");
    }
  }

  @Test
  void a_log_that_a_killed_process_left_is_written_back() throws Exception {
    Path killed = FilledHome.leftInTurn(home);
    Path log = killed.resolve(RawDatabase.AGENT + "-wal");
    long bytes = Files.size(log);
    assertThat(bytes).isPositive();

    assertThat(maintenance.emptyLog(killed.toString(), RawDatabase.AGENT)).isEqualTo(bytes);

    assertThat(log).doesNotExist();
    assertThat(maintenance.emptyLog(killed.toString(), RawDatabase.AGENT)).isZero();
    try (RawDatabase raw = RawDatabase.agentOf(killed)) {
      assertThat(raw.value("SELECT count(*) FROM turns WHERE turn_id = 'left'")).isEqualTo("1");
    }
  }

  @Test
  void what_is_not_there_is_said_and_not_made() {
    assertThatThrownBy(
            () -> maintenance.emptyLog(home.toString(), "agents/none/agent/holdfast-agent.sqlite"))
        .isInstanceOf(StorageFailure.class)
        .hasMessageContaining("no such database");
    assertThat(home.resolve("agents/none")).doesNotExist();
  }
}
