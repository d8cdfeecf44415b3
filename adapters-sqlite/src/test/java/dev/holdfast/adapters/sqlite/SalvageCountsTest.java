package dev.holdfast.adapters.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.ports.out.env.Storage.Durability;
import dev.holdfast.ports.out.env.StorageFailure;
import dev.holdfast.ports.out.env.StoreMaintenance;
import dev.holdfast.ports.out.env.StoreMaintenance.Losses;
import dev.holdfast.ports.out.env.StoreMaintenance.LostIdentity;
import dev.holdfast.ports.out.env.StoreMaintenance.Salvage;
import dev.holdfast.ports.out.env.StoreMaintenance.TableSalvage;
import dev.holdfast.ports.out.env.StoreProgress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A salvage keeps what stands beside damage, counts what is gone, and adds nothing")
class SalvageCountsTest {

  private static final int PAGE = 2048;
  private static final int INNER_HEADER = 12;
  private static final String STRAY = "agents/stray/agent/holdfast-agent.sqlite";

  private final Path home;
  private final StoreMaintenance maintenance =
      new SqliteStoreMaintenance(Clock.systemUTC(), StoreFolder::usableBytes);

  SalvageCountsTest(@TempDir Path folder) throws IOException {
    this.home = Files.createDirectory(folder.resolve("home"));
  }

  @BeforeEach
  void fill() {
    FilledHome.make(home, 8, 12);
  }

  private static final String TOKEN = "token";

  private Salvage.Done salvaged(String file) {
    Salvage salvage =
        maintenance.salvage(home.toString(), file, LostIdentity.REFUSED, StoreProgress.NONE);
    assertThat(salvage).isInstanceOf(Salvage.Done.class);
    return (Salvage.Done) salvage;
  }

  private static TableSalvage of(Salvage.Done done, String table) {
    return done.tables().stream()
        .filter(one -> one.table().equals(table))
        .findFirst()
        .orElseThrow();
  }

  private String value(String file, String sql) throws SQLException {
    try (RawDatabase raw = RawDatabase.open(home.resolve(file))) {
      return raw.value(sql);
    }
  }

  private int rootOf(String file, String table) throws SQLException {
    return Integer.parseInt(
        value(file, "SELECT rootpage FROM sqlite_schema WHERE name = '" + table + "'"));
  }

  @Test
  void a_row_beside_a_pointer_that_leads_nowhere_is_kept() throws Exception {
    long events = Long.parseLong(value(RawDatabase.AGENT, "SELECT count(*) FROM events"));
    int root = (rootOf(RawDatabase.AGENT, "events") - 1) * PAGE;
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(home.resolve(RawDatabase.AGENT)));
    assertThat(bytes.get(root)).as("an inner page, with rows").isEqualTo((byte) 0x02);
    int rowsOfRoot = Bytes.word(bytes, root + 3);
    assertThat(rowsOfRoot).isPositive();
    for (int cell = 0; cell < rowsOfRoot; cell++) {
      bytes.putInt(root + Bytes.word(bytes, root + INNER_HEADER + 2 * cell), Integer.MAX_VALUE);
    }
    Files.write(home.resolve(RawDatabase.AGENT), bytes.array());

    Salvage.Done done = salvaged(RawDatabase.AGENT);

    assertThat(of(done, "events").kept()).isEqualTo(events);
    assertThat(done.unreadablePages()).contains(Integer.toString(root / PAGE + 1));
  }

  @Test
  void what_lay_behind_the_end_of_a_file_that_was_cut_is_told() throws Exception {
    long turns = Long.parseLong(value(RawDatabase.AGENT, "SELECT count(*) FROM turns"));
    byte[] bytes = Files.readAllBytes(home.resolve(RawDatabase.AGENT));
    int pages = bytes.length / PAGE;
    int left = pages * 4 / 5;
    Files.write(home.resolve(RawDatabase.AGENT), Arrays.copyOf(bytes, left * PAGE));

    Salvage.Done done = salvaged(RawDatabase.AGENT);

    assertThat(done.unreadablePages()).contains((left + 1) + "-" + pages);
    TableSalvage salvaged = of(done, "turns");
    assertThat(salvaged.kept()).isLessThan(turns);
    assertThat(salvaged.kept() + salvaged.lost()).isEqualTo(turns);
  }

  @Test
  void a_turn_that_only_others_name_is_counted() throws Exception {
    try (RawDatabase raw = RawDatabase.agentOf(home)) {
      raw.execute("DELETE FROM turns WHERE turn_id = 'n8-turn-12'");
      raw.execute("DELETE FROM turns WHERE turn_id = 'unlisted-turn'");
    }
    RawDatabase.damageHarmlessly(home.resolve(RawDatabase.AGENT));

    assertThat(of(salvaged(RawDatabase.AGENT), "turns").lost()).isEqualTo(2);
  }

  @Test
  void a_log_whose_header_is_damaged_is_told_and_never_emptied() throws Exception {
    Path agent = home.resolve(RawDatabase.AGENT);
    Path killed = Files.createDirectory(home.resolveSibling("killed"));
    try (RawDatabase raw = RawDatabase.agentOf(home)) {
      raw.execute("PRAGMA wal_autocheckpoint = 0");
      raw.execute("CREATE TABLE many (a)");
      raw.execute("INSERT INTO many VALUES (zeroblob(20000))");
      Folders.copy(home.resolve("agents"), killed.resolve("agents"));
    }
    Path log = killed.resolve(RawDatabase.AGENT + "-wal");
    byte[] bytes = Files.readAllBytes(log);
    bytes[20] ^= 1;
    Files.write(log, bytes);
    Files.delete(killed.resolve(RawDatabase.AGENT + "-shm"));
    long frames = (bytes.length - 32) / (24 + PAGE);
    assertThat(frames).isGreaterThan(5);

    assertThatThrownBy(() -> maintenance.emptyLog(killed.toString(), RawDatabase.AGENT))
        .isInstanceOf(StorageFailure.class)
        .hasMessageContaining("header");
    assertThat(log).hasBinaryContent(bytes);

    RawDatabase.damageHarmlessly(killed.resolve(RawDatabase.AGENT));
    Salvage.Done done =
        (Salvage.Done)
            maintenance.salvage(
                killed.toString(), RawDatabase.AGENT, LostIdentity.REFUSED, StoreProgress.NONE);
    assertThat(done.unreadablePages()).containsExactly("the last " + frames + " of the log");
    assertThat(agent).exists();
  }

  private void leaveStrayDatabase() throws IOException {
    Path stray = home.resolve(STRAY);
    Files.createDirectories(stray.getParent());
    Files.copy(home.resolve(RawDatabase.AGENT), stray);
  }

  @Test
  void a_database_that_nobody_registered_is_not_taken_into_service() throws Exception {
    leaveStrayDatabase();
    RawDatabase.damageHarmlessly(home.resolve(RawDatabase.CONTROL_PLANE));

    Salvage.Done done = salvaged(RawDatabase.CONTROL_PLANE);

    assertThat(done.registered()).isEmpty();
    assertThat(value(RawDatabase.CONTROL_PLANE, "SELECT agent_id FROM agents")).isEqualTo("main");
  }

  @Test
  void if_registrations_may_be_lost_every_agent_with_a_database_is_registered_and_named()
      throws Exception {
    leaveStrayDatabase();
    int root = (rootOf(RawDatabase.CONTROL_PLANE, "agents") - 1) * PAGE;
    Path control = home.resolve(RawDatabase.CONTROL_PLANE);
    byte[] bytes = Files.readAllBytes(control);
    Arrays.fill(bytes, root, root + PAGE, (byte) 0x5a);
    Files.write(control, bytes);

    Salvage.Done done = salvaged(RawDatabase.CONTROL_PLANE);

    assertThat(done.registered()).containsExactly("main", "stray");
    assertThat(of(done, "agents").rebuilt()).isEqualTo(2);
  }

  private void addTokensAndAudit() throws SQLException {
    try (RawDatabase raw = RawDatabase.controlPlaneOf(home)) {
      for (int number = 1; number <= 3; number++) {
        raw.execute(
            "INSERT INTO tokens VALUES ('t%1$d', 'name', printf('%%064x', %1$d), 'read', NULL, 'any', NULL, NULL, 1, 1, NULL)"
                .formatted(number));
        raw.execute(
            "INSERT INTO audit (audit_id, at_micros, author_name, operation, request_id)"
                + " VALUES ('a%1$d', 1, 'ann', 'token_create', 'r')".formatted(number));
      }
    }
  }

  /** Overwrites the first page of every tree of a kind that belongs to a table. */
  private void overwriteRoots(String table, String kinds) throws Exception {
    Path control = home.resolve(RawDatabase.CONTROL_PLANE);
    List<String> roots;
    try (RawDatabase raw = RawDatabase.controlPlaneOf(home)) {
      roots =
          raw.rows(
              "SELECT rootpage FROM sqlite_schema WHERE tbl_name = '%s' AND type IN (%s)"
                  .formatted(table, kinds));
    }
    assertThat(roots).isNotEmpty();
    byte[] bytes = Files.readAllBytes(control);
    for (String root : roots) {
      int at = (Integer.parseInt(root) - 1) * PAGE;
      Arrays.fill(bytes, at, at + PAGE, (byte) 0x5a);
    }
    Files.write(control, bytes);
  }

  @Test
  void rows_that_no_page_tells_of_are_not_counted_as_none() throws Exception {
    addTokensAndAudit();
    overwriteRoots("tokens", "'table', 'index'");
    overwriteRoots("audit", "'table', 'index'");
    Files.writeString(home.resolve(TOKEN), "revoked");

    Salvage.Done done = salvaged(RawDatabase.CONTROL_PLANE);

    assertThat(home.resolve(TOKEN)).doesNotExist();
    assertThat(Path.of(done.token())).hasParent(Path.of(done.quarantine())).hasContent("revoked");

    for (String table : List.of("tokens", "audit")) {
      assertThat(of(done, table)).isEqualTo(new TableSalvage(table, 0, 0, 0, 0, Losses.UNKNOWN));
    }
    assertThat(of(done, "agents"))
        .isEqualTo(new TableSalvage("agents", 1, 0, 0, 0, Losses.COUNTED));
    assertThat(Files.readAllLines(Path.of(done.quarantine()).resolve("salvage.txt")))
        .contains(
            "table tokens: kept 0, rebuilt 0, set aside 0, lost 0 or more",
            "table agents: kept 1, rebuilt 0, set aside 0, lost 0");
  }

  @Test
  void rows_that_an_index_still_tells_of_are_counted() throws Exception {
    addTokensAndAudit();
    overwriteRoots("tokens", "'table'");
    overwriteRoots("audit", "'table'");

    Salvage.Done done = salvaged(RawDatabase.CONTROL_PLANE);

    for (String table : List.of("tokens", "audit")) {
      assertThat(of(done, table)).isEqualTo(new TableSalvage(table, 0, 0, 0, 3, Losses.COUNTED));
    }
  }

  @Test
  void nothing_is_counted_for_sure_where_the_end_of_the_log_is_not_believed() throws Exception {
    addTokensAndAudit();
    RawDatabase.damageHarmlessly(home.resolve(RawDatabase.CONTROL_PLANE));
    Files.write(home.resolve(RawDatabase.CONTROL_PLANE + "-wal"), new byte[32 + 24 + PAGE]);

    Salvage.Done done = salvaged(RawDatabase.CONTROL_PLANE);

    assertThat(of(done, "tokens"))
        .isEqualTo(new TableSalvage("tokens", 3, 0, 0, 0, Losses.UNKNOWN));
    assertThat(of(done, "store_identity"))
        .as("there is never more than one")
        .isEqualTo(new TableSalvage("store_identity", 1, 0, 0, 0, Losses.COUNTED));
  }

  @Test
  void the_token_file_stays_where_no_token_is_lost() throws Exception {
    addTokensAndAudit();
    RawDatabase.damageHarmlessly(home.resolve(RawDatabase.CONTROL_PLANE));
    Files.writeString(home.resolve(TOKEN), "held");

    Salvage.Done done = salvaged(RawDatabase.CONTROL_PLANE);

    assertThat(of(done, "tokens"))
        .isEqualTo(new TableSalvage("tokens", 3, 0, 0, 0, Losses.COUNTED));
    assertThat(home.resolve(TOKEN)).hasContent("held");
    assertThat(done.token()).isEmpty();
  }

  /** As a kill leaves it: nothing of the new database has its name, and the report is there. */
  @Test
  void a_salvage_that_was_cut_short_puts_the_token_aside_when_it_is_completed() throws Exception {
    addTokensAndAudit();
    overwriteRoots("tokens", "'table', 'index'");
    Path control = home.resolve(RawDatabase.CONTROL_PLANE);
    Path quarantine = Path.of(salvaged(RawDatabase.CONTROL_PLANE).quarantine());
    Files.move(control, home.resolve(RawDatabase.CONTROL_PLANE + ".new"));
    Files.move(quarantine.resolve("salvage.txt"), quarantine.resolve("salvage-begun.txt"));
    Files.writeString(home.resolve(TOKEN), "revoked");

    Salvage.Done done = salvaged(RawDatabase.CONTROL_PLANE);

    assertThat(control).exists();
    assertThat(home.resolve(TOKEN)).doesNotExist();
    assertThat(Path.of(done.token())).hasParent(quarantine).hasContent("revoked");
  }

  @Test
  void columns_that_migrations_added_are_known() {
    assertThat(
            new Schema("migration/two", "notes", List.of("V1__notes.sql", "V2__authors.sql"))
                .addedColumns())
        .isEqualTo(Map.of("notes", Set.of("author")));
  }

  @Test
  void rows_that_are_older_than_a_column_get_its_default() throws Exception {
    DatabaseFile source = DatabaseFile.in(home, "source.sqlite");
    DatabaseFile target = DatabaseFile.in(home, "target.sqlite");
    for (DatabaseFile file : List.of(source, target)) {
      try (RawDatabase raw = RawDatabase.open(file.path())) {
        raw.execute("CREATE TABLE keyed (id INTEGER PRIMARY KEY, a TEXT NOT NULL) STRICT");
        raw.execute("CREATE TABLE named (a TEXT PRIMARY KEY, b TEXT) STRICT, WITHOUT ROWID");
        if (file.equals(source)) {
          raw.execute("INSERT INTO keyed VALUES (1, 'old'), (2, 'older')");
          raw.execute("INSERT INTO named VALUES ('old', NULL)");
        }
        raw.execute("ALTER TABLE keyed ADD COLUMN later INTEGER NOT NULL DEFAULT 7");
        raw.execute("ALTER TABLE named ADD COLUMN later TEXT");
        if (file.equals(source)) {
          raw.execute("INSERT INTO keyed VALUES (3, 'new', 8)");
          raw.execute("INSERT INTO named VALUES ('new', NULL, 'x')");
        }
      }
    }

    Map<String, Set<String>> added = Map.of("keyed", Set.of("later"), "named", Set.of("later"));
    try (Connection connection = Connections.openWriter(target, Durability.FULL);
        DamagedPages pages = DamagedPages.open(source);
        SetAside aside = new SetAside(new ByteArrayOutputStream())) {
      var _ =
          FreeHand.on(
              connection,
              () -> {
                new RowHarvest(
                        pages,
                        TableShape.of(connection, added),
                        new SalvageTarget(connection, aside),
                        read -> {})
                    .run();
                return aside.isEmpty();
              });
      assertThat(aside.isEmpty()).isTrue();
    }

    try (RawDatabase raw = RawDatabase.open(target.path())) {
      assertThat(raw.rows("SELECT * FROM keyed"))
          .containsExactly("1|old|7", "2|older|7", "3|new|8");
      assertThat(raw.rows("SELECT * FROM named")).containsExactly("new|-|x", "old|-|-");
    }
  }
}
