package dev.holdfast.adapters.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.ports.contract.Samples;
import dev.holdfast.ports.out.env.StoreMaintenance;
import dev.holdfast.ports.out.env.StoreMaintenance.KeptIdentity;
import dev.holdfast.ports.out.env.StoreMaintenance.LostIdentity;
import dev.holdfast.ports.out.env.StoreMaintenance.Salvage;
import dev.holdfast.ports.out.env.StoreMaintenance.TableSalvage;
import dev.holdfast.ports.out.env.StoreProgress;
import dev.holdfast.ports.out.read.SessionReads.SessionSnapshot;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A damaged database goes aside as one set, and every readable row is kept")
class SalvageTest {

  private static final int PAGE = 2048;

  private final Path home;
  private final StoreMaintenance maintenance =
      new SqliteStoreMaintenance(
          Clock.fixed(Samples.at(0), ZoneOffset.UTC), StoreFolder::usableBytes);

  SalvageTest(@TempDir Path home) {
    this.home = home;
  }

  @BeforeEach
  void fill() {
    FilledHome.make(home, 8, 12);
  }

  private Salvage salvage(String file, LostIdentity identity) {
    return maintenance.salvage(home.toString(), file, identity, StoreProgress.NONE);
  }

  private Salvage.Done done(String file) {
    Salvage salvage = salvage(file, LostIdentity.REFUSED);
    assertThat(salvage).isInstanceOf(Salvage.Done.class);
    return (Salvage.Done) salvage;
  }

  private static Map<String, TableSalvage> byTable(Salvage.Done done) {
    return done.tables().stream()
        .collect(Collectors.toMap(TableSalvage::table, Function.identity()));
  }

  private Map<String, List<String>> rows(String file) throws SQLException {
    try (RawDatabase raw = RawDatabase.open(home.resolve(file))) {
      Map<String, List<String>> rows = new TreeMap<>();
      for (String table :
          raw.rows(
              "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
                  + " AND name NOT LIKE 'flyway%'")) {
        rows.put(table, raw.rows("SELECT * FROM " + table).stream().sorted().toList());
      }
      return rows;
    }
  }

  private void damage(String file) throws IOException {
    RawDatabase.damageHarmlessly(home.resolve(file));
  }

  private void overwrite(String file, int page, byte with) throws IOException {
    byte[] bytes = Files.readAllBytes(home.resolve(file));
    Arrays.fill(bytes, (page - 1) * PAGE, page * PAGE, with);
    Files.write(home.resolve(file), bytes);
  }

  private int rootOf(String name) throws SQLException {
    try (RawDatabase raw = RawDatabase.agentOf(home)) {
      return Integer.parseInt(
          raw.value("SELECT rootpage FROM sqlite_schema WHERE name = '" + name + "'"));
    }
  }

  @Test
  void of_a_database_whose_rows_are_whole_every_row_is_kept() throws Exception {
    Map<String, List<String>> before = rows(RawDatabase.AGENT);
    damage(RawDatabase.AGENT);

    Salvage.Done done = done(RawDatabase.AGENT);

    assertThat(rows(RawDatabase.AGENT)).isEqualTo(before);
    assertThat(done.unreadablePages()).isEmpty();
    assertThat(done.setAside()).isEmpty();
    assertThat(done.identity()).isEqualTo(new KeptIdentity.None());
    assertThat(done.tables())
        .allSatisfy(
            table -> {
              assertThat(table.kept()).isEqualTo(before.get(table.table()).size());
              assertThat(table.rebuilt() + table.setAside() + table.lost()).isZero();
            });
    try (RawDatabase raw = RawDatabase.agentOf(home)) {
      assertThat(raw.value("PRAGMA integrity_check")).isEqualTo("ok");
      assertThat(raw.rows("PRAGMA foreign_key_check")).isEmpty();
      assertThat(raw.value("SELECT count(*) FROM sqlite_schema WHERE type = 'trigger'"))
          .isEqualTo(triggersOf(done));
      assertThat(raw.value("SELECT seq FROM sqlite_sequence WHERE name = 'changes'"))
          .isEqualTo(Integer.toString(before.get("changes").size()));
    }
  }

  private static String triggersOf(Salvage.Done done) throws SQLException {
    try (RawDatabase raw =
        RawDatabase.open(Path.of(done.quarantine()).resolve("holdfast-agent.sqlite"))) {
      return raw.value("SELECT count(*) FROM sqlite_schema WHERE type = 'trigger'");
    }
  }

  @Test
  void the_damaged_one_lies_private_in_the_quarantine_as_one_set() throws Exception {
    Path killed = FilledHome.leftInTurn(home);
    RawDatabase.damageHarmlessly(killed.resolve(RawDatabase.AGENT));
    Map<String, byte[]> set = new TreeMap<>();
    for (String suffix : List.of("", "-wal", "-shm")) {
      set.put(suffix, Files.readAllBytes(killed.resolve(RawDatabase.AGENT + suffix)));
    }

    Salvage.Done done =
        (Salvage.Done)
            maintenance.salvage(
                killed.toString(), RawDatabase.AGENT, LostIdentity.REFUSED, StoreProgress.NONE);

    for (String suffix : List.of("", "-wal", "-shm")) {
      assertThat(Path.of(done.quarantine()).resolve("holdfast-agent.sqlite" + suffix))
          .hasBinaryContent(set.get(suffix));
    }
    assertThat(Path.of(done.quarantine()))
        .hasParent(killed.resolve("quarantine"))
        .hasFileName("20260102T030405Z-agents_main_agent_holdfast-agent.sqlite");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(Path.of(done.quarantine()))))
        .isEqualTo("rwx------");
    try (RawDatabase raw = RawDatabase.agentOf(killed)) {
      assertThat(raw.value("SELECT state FROM turns WHERE turn_id = 'left'"))
          .as("a row that only the log had")
          .isEqualTo("running");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"events", "turns", "transcripts", "sessions", "leases"})
  void rows_below_a_lost_root_are_found_again(String table) throws Exception {
    Map<String, List<String>> before = rows(RawDatabase.AGENT);
    overwrite(RawDatabase.AGENT, rootOf(table), (byte) 0x99);

    Salvage.Done done = done(RawDatabase.AGENT);

    assertThat(done.unreadablePages()).isNotEmpty();
    assertSound();
    TableSalvage salvaged = byTable(done).get(table);
    assertThat(salvaged.kept() + salvaged.rebuilt() + salvaged.lost())
        .isGreaterThanOrEqualTo(before.get(table).size());
    assertThat(salvaged.kept() + salvaged.rebuilt())
        .as("kept and rebuilt of %d", before.get(table).size())
        .isPositive();
  }

  @Test
  void without_its_first_page_most_of_a_database_is_kept() throws Exception {
    Map<String, List<String>> before = rows(RawDatabase.AGENT);
    overwrite(RawDatabase.AGENT, 1, (byte) 0);

    done(RawDatabase.AGENT);

    assertSound();
    Map<String, List<String>> after = rows(RawDatabase.AGENT);
    assertThat(before.get("events")).containsAll(after.get("events"));
    assertThat(after.get("events").size()).isGreaterThan(before.get("events").size() * 9 / 10);
    assertThat(after.get("turns").size()).isGreaterThan(before.get("turns").size() * 9 / 10);
  }

  @Test
  void a_conversation_goes_on_behind_what_was_lost() throws Exception {
    try (RawDatabase raw = RawDatabase.agentOf(home)) {
      for (String trigger : raw.rows("SELECT name FROM sqlite_schema WHERE type = 'trigger'")) {
        raw.execute("DROP TRIGGER " + trigger);
      }
      raw.execute("DELETE FROM events WHERE session_id = 'session-n2' AND sequence IN (5, 12)");
      raw.execute("DELETE FROM transcripts WHERE session_id = 'session-n3'");
      raw.execute("DELETE FROM sessions WHERE session_id = 'session-n4'");
      raw.execute("DELETE FROM leases WHERE session_key LIKE '%n5'");
    }
    damage(RawDatabase.AGENT);

    Map<String, TableSalvage> tables = byTable(done(RawDatabase.AGENT));

    assertThat(tables.get("transcripts").rebuilt()).isEqualTo(2);
    assertThat(tables.get("sessions").rebuilt()).isEqualTo(1);
    assertThat(tables.get("leases").rebuilt()).isEqualTo(1);
    assertThat(tables.get("events").rebuilt()).isEqualTo(1);
    assertThat(tables.get("events").lost()).isEqualTo(2);
    SqliteFixture store = new SqliteFixture(home);
    store.storage().open(Samples.request(AgentId.MAIN));
    assertThat(pathOf(store, "n2")).hasSize(10);
    assertThat(pathOf(store, "n3")).hasSize(12);
    assertThat(pathOf(store, "n4")).hasSize(12);
    store.storage().close();
    try (RawDatabase raw = RawDatabase.agentOf(home)) {
      assertThat(raw.value("SELECT epoch FROM leases WHERE session_key LIKE '%n5'"))
          .isEqualTo("12");
    }
  }

  private static List<?> pathOf(SqliteFixture store, String name) {
    SessionSnapshot snapshot = store.sessions().snapshot(AgentId.MAIN, Samples.key(name));
    assertThat(snapshot).isInstanceOf(SessionSnapshot.Present.class);
    return ((SessionSnapshot.Present) snapshot).path();
  }

  private void assertSound() throws SQLException {
    try (RawDatabase raw = RawDatabase.agentOf(home)) {
      assertThat(raw.value("PRAGMA integrity_check")).isEqualTo("ok");
      assertThat(raw.rows("PRAGMA foreign_key_check")).isEmpty();
    }
    SqliteFixture store = new SqliteFixture(home);
    assertThat(store.storage().open(Samples.request(AgentId.MAIN)).outOfService()).isEmpty();
    store.storage().close();
  }

  @Test
  void what_fits_nowhere_is_set_aside_and_counted() throws Exception {
    try (RawDatabase raw = RawDatabase.agentOf(home)) {
      raw.execute("DROP TRIGGER artifacts_of_events_are_never_removed");
      raw.execute("DELETE FROM artifacts WHERE rowid IN (1, 2)");
    }
    damage(RawDatabase.AGENT);

    Salvage.Done done = done(RawDatabase.AGENT);

    assertThat(byTable(done).get("events").setAside()).isEqualTo(2);
    assertThat(Path.of(done.setAside())).hasParent(Path.of(done.quarantine()));
    assertThat(Files.readAllLines(Path.of(done.setAside())))
        .hasSize(2)
        .allSatisfy(line -> assertThat(line).contains("\"table\":\"events\"", "\"row\":{"));
    assertSound();
  }

  @Test
  void the_identity_of_the_store_is_kept_or_asked_for() throws Exception {
    Map<String, List<String>> before = rows(RawDatabase.CONTROL_PLANE);
    damage(RawDatabase.CONTROL_PLANE);
    Salvage.Done done = done(RawDatabase.CONTROL_PLANE);
    assertThat(done.identity()).isInstanceOf(KeptIdentity.Same.class);
    assertThat(rows(RawDatabase.CONTROL_PLANE)).isEqualTo(before);

    try (RawDatabase raw = RawDatabase.controlPlaneOf(home)) {
      raw.execute("DELETE FROM store_identity");
    }
    damage(RawDatabase.CONTROL_PLANE);
    byte[] damaged = Files.readAllBytes(home.resolve(RawDatabase.CONTROL_PLANE));
    List<String> files = files();
    assertThat(salvage(RawDatabase.CONTROL_PLANE, LostIdentity.REFUSED))
        .isEqualTo(new Salvage.IdentityLost());
    assertThat(home.resolve(RawDatabase.CONTROL_PLANE)).hasBinaryContent(damaged);
    assertThat(files()).isEqualTo(files);

    Salvage replaced = salvage(RawDatabase.CONTROL_PLANE, LostIdentity.REPLACED);
    assertThat(replaced)
        .isInstanceOfSatisfying(
            Salvage.Done.class,
            again -> {
              assertThat(again.identity()).isInstanceOf(KeptIdentity.Replaced.class);
              assertThat(again.registered()).isEmpty();
            });
    assertSound();
  }

  private List<String> files() throws IOException {
    try (Stream<Path> walk = Files.walk(home)) {
      return walk.filter(Files::isRegularFile).map(Path::toString).sorted().toList();
    }
  }

  @Test
  void without_a_file_or_room_nothing_is_changed() throws Exception {
    assertThat(salvage("agents/none/agent/holdfast-agent.sqlite", LostIdentity.REFUSED))
        .isEqualTo(new Salvage.NoFile());
    damage(RawDatabase.AGENT);
    List<String> files = files();
    StoreMaintenance narrow =
        new SqliteStoreMaintenance(
            Clock.fixed(Samples.at(0), ZoneOffset.UTC), folder -> VerifiedCopies.FLOOR_BYTES);

    assertThatThrownBy(
            () ->
                narrow.salvage(
                    home.toString(), RawDatabase.AGENT, LostIdentity.REFUSED, StoreProgress.NONE))
        .hasMessageContaining("no room");

    assertThat(files()).isEqualTo(files);
    assertThat(maintenance.unfinishedSalvages(home.toString())).isEmpty();
  }

  @Test
  void a_row_of_zeros_in_the_middle_of_a_long_one_is_not_taken_for_content() throws Exception {
    byte[] bytes = Files.readAllBytes(home.resolve(RawDatabase.AGENT));
    ByteBuffer file = ByteBuffer.wrap(bytes);
    int zeroed = 0;
    for (int page = 2; page <= bytes.length / PAGE && zeroed < 3; page++) {
      int at = (page - 1) * PAGE;
      boolean isMiddleOfText =
          file.getInt(at) == page + 1 && bytes[at + 100] == 'x' && bytes[at + PAGE - 1] == 'x';
      if (isMiddleOfText) {
        Arrays.fill(bytes, at + 4, at + PAGE, (byte) 0);
        zeroed++;
      }
    }
    assertThat(zeroed).isEqualTo(3);
    Files.write(home.resolve(RawDatabase.AGENT), bytes);
    // SQLite sees nothing of it.
    damage(RawDatabase.AGENT);

    Map<String, TableSalvage> tables = byTable(done(RawDatabase.AGENT));

    assertThat(tables.get("artifacts").lost() + tables.get("artifacts").setAside()).isPositive();
    assertSound();
  }
}
