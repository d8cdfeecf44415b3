package dev.holdfast.adapters.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.ports.contract.Samples;
import dev.holdfast.ports.out.env.DatabaseFacts;
import dev.holdfast.ports.out.env.DatabaseFacts.Content;
import dev.holdfast.ports.out.env.DatabaseFacts.Integrity;
import dev.holdfast.ports.out.env.DatabaseFacts.LeaseState;
import dev.holdfast.ports.out.env.DatabaseFacts.OrphanKind;
import dev.holdfast.ports.out.env.DatabaseFacts.Orphans;
import dev.holdfast.ports.out.env.DatabaseFacts.Reason;
import dev.holdfast.ports.out.env.DatabaseFacts.Registration;
import dev.holdfast.ports.out.env.DatabaseFacts.Role;
import dev.holdfast.ports.out.env.DatabaseFacts.Standing;
import dev.holdfast.ports.out.env.DatabaseFacts.View;
import dev.holdfast.ports.out.env.StoreFacts;
import dev.holdfast.ports.out.env.StoreIdentity;
import dev.holdfast.ports.out.env.StoreInspection;
import dev.holdfast.ports.out.env.StoreInspection.Depth;
import dev.holdfast.ports.out.env.StoreProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A look at a store tells of each database by itself and leaves no trace")
class StoreInspectionTest {

  private final Path home;
  private final StoreInspection inspection = new SqliteStoreInspection();

  StoreInspectionTest(@TempDir Path folder) throws IOException {
    this.home = Files.createDirectory(folder.resolve("home"));
  }

  @BeforeEach
  void fill() {
    FilledHome.make(home, 3, 4);
  }

  private StoreFacts look(Depth depth) {
    return inspection.inspect(home.toString(), depth, StoreProgress.NONE);
  }

  private DatabaseFacts agent(StoreFacts facts) {
    return facts.databases().get(1);
  }

  private static Content.Inspected inspected(DatabaseFacts facts) {
    assertThat(facts.content()).isInstanceOf(Content.Inspected.class);
    return (Content.Inspected) facts.content();
  }

  private Map<String, List<Object>> everything() throws IOException {
    Map<String, List<Object>> files = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(home)) {
      for (Path file : walk.toList()) {
        files.put(
            home.relativize(file).toString(),
            List.of(
                Files.getLastModifiedTime(file), Files.isDirectory(file) ? 0 : Files.size(file)));
      }
    }
    return files;
  }

  @Test
  void a_healthy_store_is_told_with_its_settings_counts_and_checks() throws IOException {
    Map<String, List<Object>> before = everything();

    StoreFacts facts = look(Depth.FULL);

    assertThat(everything()).isEqualTo(before);
    // The driver's own version has a fourth number.
    assertThat(facts.engineVersion()).matches("[0-9]+[.][0-9]+[.][0-9]+");
    assertThat(Connections.isSafe(facts.engineVersion())).isTrue();
    assertThat(facts.identity())
        .isInstanceOfSatisfying(
            StoreIdentity.Known.class,
            known -> {
              assertThat(known.former()).isEmpty();
              assertThat(known.places()).hasSize(1);
            });
    assertThat(facts.databases())
        .extracting(DatabaseFacts::file)
        .containsExactly(RawDatabase.CONTROL_PLANE, RawDatabase.AGENT);
    assertThat(facts.databases())
        .extracting(DatabaseFacts::role)
        .containsExactly(new Role.ControlPlane(), new Role.Agent("main"));
    assertThat(facts.databases())
        .extracting(DatabaseFacts::registration)
        .containsOnly(Registration.REGISTERED);
    Content.Inspected control = inspected(facts.databases().getFirst());
    assertThat(control.schema())
        .isEqualTo(new DatabaseFacts.SchemaState(Standing.CURRENT, "2", "2"));
    assertThat(control.rows()).containsEntry("agents", 1L);
    Content.Inspected agent = inspected(agent(facts));
    assertThat(agent.settings().journalMode()).isEqualTo("wal");
    assertThat(agent.settings().pageBytes()).isEqualTo(2048);
    assertThat(agent.settings().view()).isEqualTo(View.WHOLE);
    assertThat(agent.integrity()).isEqualTo(new Integrity.Checked(List.of(), List.of()));
    assertThat(agent.rows()).containsEntry("events", 13L).containsEntry("transcripts", 4L);
    assertThat(agent.orphans()).isEmpty();
    assertThat(agent.running()).isEmpty();
    assertThat(agent.blockedProviders()).contains("openai-codex");
    assertThat(agent.unread()).isEmpty();
    assertThat(agent(facts).bytes()).isEqualTo(Files.size(home.resolve(RawDatabase.AGENT)));
  }

  @Test
  void a_quick_look_checks_no_pages_and_tells_the_same_otherwise() {
    Content.Inspected quick = inspected(agent(look(Depth.QUICK)));

    assertThat(quick.integrity()).isEqualTo(new Integrity.NotChecked());
    assertThat(quick.rows()).isEqualTo(inspected(agent(look(Depth.FULL))).rows());
  }

  @Test
  void a_home_that_nobody_may_write_is_read() throws IOException {
    for (String folder : List.of("state", "agents/main/agent", "agents/main", "agents", "")) {
      Files.setPosixFilePermissions(
          home.resolve(folder), PosixFilePermissions.fromString("r-x------"));
    }
    try {
      assertThat(inspected(agent(look(Depth.FULL))).rows()).containsEntry("events", 13L);
    } finally {
      for (String folder : List.of("", "agents", "agents/main", "agents/main/agent", "state")) {
        Files.setPosixFilePermissions(
            home.resolve(folder), PosixFilePermissions.fromString("rwx------"));
      }
    }
  }

  @Test
  void a_home_without_a_store_has_none(@TempDir Path empty) {
    StoreFacts facts = inspection.inspect(empty.toString(), Depth.FULL, StoreProgress.NONE);

    assertThat(facts.identity()).isEqualTo(new StoreIdentity.NoStore());
    assertThat(facts.databases()).isEmpty();
    assertThat(
            inspection
                .inspect(empty.resolve("absent").toString(), Depth.FULL, StoreProgress.NONE)
                .databases())
        .isEmpty();
    assertThat(empty).isEmptyDirectory();
  }

  @Test
  void what_an_open_gateway_has_only_in_its_log_is_seen() {
    SqliteFixture gateway = new SqliteFixture(home);
    gateway.storage().open(Samples.request(AgentId.MAIN));
    beginTurn(gateway);

    DatabaseFacts facts = agent(look(Depth.FULL));
    gateway.storage().close();

    Content.Inspected agent = inspected(facts);
    assertThat(facts.logBytes()).isPositive();
    assertThat(agent.settings().view()).isEqualTo(View.WHOLE);
    assertThat(agent.integrity()).isEqualTo(new Integrity.Checked(List.of(), List.of()));
    assertThat(agent.running()).hasSize(1);
    DatabaseFacts.UnendedTurn turn = agent.running().getFirst();
    assertThat(turn.turnId()).isEqualTo("left");
    assertThat(turn.sessionKey()).isEqualTo(Samples.key("n1").value());
    assertThat(turn.owner()).isEqualTo(Samples.OWNER.value());
    assertThat(turn.startedAt()).isEqualTo(Samples.at(20));
    assertThat(turn.lease())
        .isInstanceOfSatisfying(
            LeaseState.Held.class,
            held -> {
              assertThat(held.epoch()).isEqualTo(turn.epoch());
              assertThat(held.deadline()).isAfter(held.grantedAt());
            });
  }

  private static void beginTurn(SqliteFixture gateway) {
    gateway
        .transactions()
        .inAgent(
            AgentId.MAIN,
            work ->
                work.turns()
                    .start(
                        Samples.started(
                            "left", Samples.key("n1"), Samples.session("n1"), Samples.OWNER),
                        Samples.ALONE));
  }

  @Test
  void a_log_without_its_index_is_left_alone_and_said_to_be_missing() throws IOException {
    SqliteFixture gateway = new SqliteFixture(home);
    gateway.storage().open(Samples.request(AgentId.MAIN));
    beginTurn(gateway);
    Path copy = Files.createDirectory(home.resolveSibling("copy"));
    Folders.copy(home.resolve("state"), copy.resolve("state"));
    Folders.copy(home.resolve("agents"), copy.resolve("agents"));
    gateway.storage().close();
    Files.delete(copy.resolve(RawDatabase.AGENT + "-shm"));

    Content.Inspected agent =
        inspected(agent(inspection.inspect(copy.toString(), Depth.FULL, StoreProgress.NONE)));

    assertThat(agent.settings().view()).isEqualTo(View.WITHOUT_LOG);
    assertThat(agent.integrity()).isEqualTo(new Integrity.NotChecked());
    assertThat(copy.resolve(RawDatabase.AGENT + "-shm")).doesNotExist();
  }

  @Test
  void damage_in_one_file_keeps_nothing_back_about_the_others() throws IOException {
    Path control = home.resolve(RawDatabase.CONTROL_PLANE);
    byte[] bytes = Files.readAllBytes(control);
    for (int at = 0; at < 4096; at++) {
      bytes[at] = 0x5a;
    }
    Files.write(control, bytes);

    StoreFacts facts = look(Depth.FULL);

    assertThat(facts.identity()).isInstanceOf(StoreIdentity.Unknown.class);
    assertThat(facts.databases().getFirst().content())
        .isInstanceOfSatisfying(
            Content.Unreadable.class,
            content -> assertThat(content.reason()).isEqualTo(Reason.DAMAGED));
    assertThat(agent(facts).registration()).isEqualTo(Registration.UNKNOWN);
    assertThat(inspected(agent(facts)).rows()).containsEntry("events", 13L);
    assertThat(control).hasBinaryContent(bytes);
  }

  @Test
  void damaged_pages_are_told_and_the_rest_is_read() throws IOException {
    Path file = home.resolve(RawDatabase.AGENT);
    byte[] bytes = Files.readAllBytes(file);
    for (int page = bytes.length / 2048 / 2; page < bytes.length / 2048 / 2 + 20; page++) {
      for (int at = 0; at < 64; at++) {
        bytes[page * 2048 + at] = 0x77;
      }
    }
    Files.write(file, bytes);

    Content.Inspected agent = inspected(agent(look(Depth.FULL)));

    assertThat(agent.integrity())
        .isInstanceOfSatisfying(
            Integrity.Checked.class, checked -> assertThat(checked.damage()).isNotEmpty());
    assertThat(agent.schema().standing()).isEqualTo(Standing.CURRENT);
    assertThat(agent.rows()).containsKey("leases");
  }

  @Test
  void links_empty_files_and_foreign_databases_are_named() throws Exception {
    Path file = home.resolve(RawDatabase.AGENT);
    Path kept = home.resolve("kept.sqlite");
    Files.move(file, kept);

    Files.createSymbolicLink(file, kept);
    assertThat(reasonOf(agent(look(Depth.QUICK)))).isEqualTo(Reason.NOT_PLAIN);

    Files.delete(file);
    Files.createFile(file);
    assertThat(reasonOf(agent(look(Depth.QUICK)))).isEqualTo(Reason.NOT_OURS);

    Files.delete(file);
    try (RawDatabase raw = RawDatabase.open(file)) {
      raw.execute("CREATE TABLE other (a)");
    }
    Content.Inspected foreign = inspected(agent(look(Depth.FULL)));
    assertThat(foreign.schema().standing()).isEqualTo(Standing.FOREIGN);
    assertThat(foreign.settings().journalMode()).isEqualTo("delete");

    Files.delete(file);
    assertThat(agent(look(Depth.QUICK)).content()).isEqualTo(new Content.Missing());
  }

  @Test
  void a_file_behind_a_closed_folder_is_not_called_missing() throws Exception {
    Path folder = home.resolve("agents/main");
    Folders.delete(folder);
    Files.createSymbolicLink(folder, folder);

    StoreFacts facts = look(Depth.FULL);

    assertThat(reasonOf(agent(facts))).isEqualTo(Reason.NO_ACCESS);
    assertThat(agent(facts).bytes()).isZero();
  }

  private static Reason reasonOf(DatabaseFacts facts) {
    assertThat(facts.content()).isInstanceOf(Content.Unreadable.class);
    return ((Content.Unreadable) facts.content()).reason();
  }

  @Test
  void older_and_newer_schemas_are_told_apart() throws Exception {
    OldHome.make(Files.createDirectory(home.resolveSibling("old")));
    StoreFacts old =
        inspection.inspect(home.resolveSibling("old").toString(), Depth.FULL, StoreProgress.NONE);
    assertThat(inspected(old.databases().getFirst()).schema())
        .isEqualTo(new DatabaseFacts.SchemaState(Standing.OLDER, "1", "2"));
    assertThat(old.identity()).isInstanceOf(StoreIdentity.Known.class);

    try (RawDatabase raw = RawDatabase.controlPlaneOf(home)) {
      raw.execute(
          "INSERT INTO flyway_schema_history VALUES"
              + " (9, '9', 'x', 'SQL', 'V9__x.sql', 1, '', '', 1, 1)");
    }
    assertThat(inspected(look(Depth.QUICK).databases().getFirst()).schema())
        .isEqualTo(new DatabaseFacts.SchemaState(Standing.NEWER, "9", "2"));
  }

  @Test
  void files_that_nobody_registered_are_found() throws Exception {
    Path stray = home.resolve("agents/stray/agent/holdfast-agent.sqlite");
    Files.createDirectories(stray.getParent());
    Files.copy(home.resolve(RawDatabase.AGENT), stray);

    DatabaseFacts facts = look(Depth.QUICK).databases().get(2);

    assertThat(facts.role()).isEqualTo(new Role.Agent("stray"));
    assertThat(facts.registration()).isEqualTo(Registration.UNREGISTERED);
    assertThat(inspected(facts).rows()).containsEntry("events", 13L);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          EVENTS_WITHOUT_TRANSCRIPT            | DELETE FROM transcripts WHERE session_id = 'session-unlisted'
          EVENTS_WITHOUT_PARENT                | DELETE FROM events WHERE session_id = 'session-n1' AND sequence = 2
          EVENTS_WITHOUT_ARTIFACT              | DELETE FROM artifacts WHERE rowid = 1
          ARTIFACTS_WITHOUT_EVENT              | DELETE FROM events WHERE session_id = 'session-n1' AND sequence = 3
          SESSIONS_WITHOUT_TRANSCRIPT          | DELETE FROM transcripts WHERE session_id = 'session-n1'
          ARCHIVED_SESSIONS_WITHOUT_TRANSCRIPT | INSERT INTO archived_sessions SELECT 'a', 1, session_key, 'gone', listed, selected_provider, selected_provider_provenance, selected_model, selected_model_provenance, selected_runtime, selected_runtime_provenance, selected_auth_profile, selected_auth_profile_provenance, label, client_habit, created_at_micros, updated_at_micros, last_interaction_at_micros, version FROM sessions WHERE session_id = 'session-n1'
          TRANSCRIPTS_WITHOUT_SESSION          | DELETE FROM sessions WHERE session_id = 'session-n1'
          TRANSCRIPTS_WITHOUT_HEAD             | DELETE FROM events WHERE session_id = 'session-n1' AND sequence = 4
          TRANSCRIPTS_MISCOUNTED               | UPDATE transcripts SET event_count = 9 WHERE session_id = 'session-n1'
          TURNS_WITHOUT_TRANSCRIPT             | DELETE FROM transcripts WHERE session_id = 'session-unlisted'
          RUNNING_TURNS_WITHOUT_LEASE          | UPDATE turns SET state = 'running', ended_at_micros = NULL, finish_reason = NULL, usage_source = NULL WHERE turn_id = 'n1-turn-1'
          LEASES_WITHOUT_RUNNING_TURN          | UPDATE leases SET owner = 'o', turn_id = 'n1-turn-1', granted_at_micros = 1, deadline_at_micros = 2 WHERE session_key LIKE '%n1'
          RESPONSES_WITHOUT_TURN               | DELETE FROM turns WHERE turn_id = 'unlisted-turn'
          RESPONSES_WITHOUT_TRANSCRIPT         | DELETE FROM transcripts WHERE session_id = 'session-unlisted'
          IDEMPOTENCY_WITHOUT_TURN             | INSERT INTO idempotency VALUES ('%1$s', '%1$s', 'gone', NULL, NULL, NULL, NULL, 1)
          ADOPTIONS_WITHOUT_EVENT              | INSERT INTO adopted_events VALUES ('n1-turn-1', 'session-n1', 99)
          ADOPTIONS_WITHOUT_TURN               | INSERT INTO adopted_events VALUES ('gone', 'session-n1', 1)
          """)
  void each_kind_of_orphan_is_found(OrphanKind kind, String planted) throws SQLException {
    try (RawDatabase raw = RawDatabase.agentOf(home)) {
      for (String trigger : raw.rows("SELECT name FROM sqlite_schema WHERE type = 'trigger'")) {
        raw.execute("DROP TRIGGER " + trigger);
      }
      assertThat(raw.execute(planted.replace("%1$s", "ab".repeat(32)))).isPositive();
    }

    assertThat(inspected(agent(look(Depth.FULL))).orphans())
        .extracting(Orphans::kind)
        .contains(kind);
    assertThat(inspected(agent(look(Depth.FULL))).unread()).isEmpty();
  }

  @Test
  void every_kind_of_orphan_is_asked_for_once() {
    assertThat(OrphanQuery.ALL).extracting(OrphanQuery::kind).containsExactly(OrphanKind.values());
  }

  @Test
  void a_full_check_tells_that_it_goes_on() throws Exception {
    try (RawDatabase raw = RawDatabase.agentOf(home)) {
      raw.execute("CREATE TABLE many (number INTEGER PRIMARY KEY, note TEXT)");
      raw.execute(
          "INSERT INTO many WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
              + " WHERE i < 400000) SELECT i, 'note ' || i FROM n");
    }
    Map<String, Long> told = new TreeMap<>();

    inspection.inspect(
        home.toString(),
        Depth.FULL,
        (file, stage, done, total) -> told.merge(file + ' ' + stage, done, Math::max));

    assertThat(told)
        .hasEntrySatisfying(
            RawDatabase.AGENT + " CHECKING", steps -> assertThat(steps).isPositive());
  }
}
