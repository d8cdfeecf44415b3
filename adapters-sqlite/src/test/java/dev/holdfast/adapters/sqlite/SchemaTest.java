package dev.holdfast.adapters.sqlite;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.adapters.sqlite.TurnPages.Sessions;
import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.turn.TurnState;
import dev.holdfast.ports.contract.Samples;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The schemas are what their migrations make, step by step")
class SchemaTest {

  private static final String SCHEMA =
      "SELECT sql || ';' FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'flyway%' AND"
          + " tbl_name NOT LIKE 'flyway%' AND name NOT LIKE 'sqlite%' ORDER BY type = 'trigger',"
          + " type = 'index', tbl_name, name";

  static List<Schema> schemas() {
    return List.of(Schema.CONTROL_PLANE, Schema.AGENT);
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void every_migration_is_listed_and_numbers_have_no_gap(Schema schema) throws Exception {
    assertThat(schema.migrations()).containsExactlyElementsOf(resources(schema));
    assertThat(schema.migrations())
        .extracting(name -> name.substring(0, name.indexOf("__")))
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, schema.migrations().size())
                .mapToObj(number -> "V" + number)
                .toList());
  }

  @Test
  void what_was_released_is_never_changed() throws Exception {
    Map<String, String> frozen =
        Map.of(
            "/db/agent/V1__agent.sql",
            "bbfa871930bd8d13b5e194203a56547a30034dabc3a1c5c5961092ff0a223f9d",
            "/db/control/V1__control_plane.sql",
            "d75d036cb696e9354166de06b98f181798cf6812843faf130e012d84c9f1a00d");

    for (Map.Entry<String, String> script : frozen.entrySet()) {
      byte[] text = SchemaTest.class.getResourceAsStream(script.getKey()).readAllBytes();
      assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text)))
          .as("a database that was made by it would not be the same: add a migration instead")
          .isEqualTo(script.getValue());
    }
  }

  @Test
  void the_migrated_schema_is_the_golden_one(@TempDir Path home) throws Exception {
    SqliteFixture fixture = new SqliteFixture(home);
    fixture.storage().open(Samples.request(AgentId.MAIN));
    fixture.storage().close();

    try (RawDatabase controlPlane = RawDatabase.controlPlaneOf(home);
        RawDatabase agent = RawDatabase.agentOf(home)) {
      assertThat(schemaOf(controlPlane)).isEqualTo(golden("control-plane.sql"));
      assertThat(schemaOf(agent)).isEqualTo(golden("agent.sql"));
    }
  }

  @Test
  void the_tables_are_the_ones_needed_now_and_all_are_strict(@TempDir Path home)
      throws SQLException {
    SqliteFixture.withStore(home);
    String tables =
        "SELECT name, strict FROM pragma_table_list"
            + " WHERE schema = 'main' AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'flyway%'"
            + " ORDER BY name";

    try (RawDatabase controlPlane = RawDatabase.controlPlaneOf(home);
        RawDatabase agent = RawDatabase.agentOf(home)) {
      assertThat(controlPlane.rows(tables))
          .containsExactly(
              "agents|1",
              "audit|1",
              "blocked_providers|1",
              "former_identities|1",
              "store_identity|1",
              "store_places|1",
              "tokens|1");
      assertThat(agent.rows(tables))
          .containsExactly(
              "adopted_events|1",
              "archived_sessions|1",
              "artifacts|1",
              "audit_outbox|1",
              "blocked_providers|1",
              "changes|1",
              "events|1",
              "idempotency|1",
              "leases|1",
              "responses|1",
              "sessions|1",
              "transcripts|1",
              "turns|1");
    }
  }

  @Test
  void a_list_is_read_from_its_index_without_sorting(@TempDir Path home) throws SQLException {
    SqliteFixture.withStore(home);

    try (RawDatabase agent = RawDatabase.agentOf(home)) {
      assertThat(plan(agent, SessionRows.firstPage().getSQL(), "'a'", "'b'", "10"))
          .contains("USING INDEX sessions_newest_first")
          .doesNotContain("TEMP B-TREE")
          .doesNotContain("SCAN transcripts");
      assertThat(
              plan(agent, SessionRows.nextPage().getSQL(), "'a'", "'b'", "10", "10", "'k'", "10"))
          .contains("USING INDEX sessions_newest_first (updated_at_micros<?)")
          .doesNotContain("TEMP B-TREE");
      assertThat(plan(agent, SessionRows.firstArchivePage().getSQL(), "'a'", "'b'", "10"))
          .contains("USING INDEX archived_sessions_last_first")
          .doesNotContain("TEMP B-TREE");
      assertThat(
              plan(
                  agent,
                  SessionRows.nextArchivePage().getSQL(),
                  "'a'",
                  "'b'",
                  "10",
                  "10",
                  "'k'",
                  "10"))
          .contains("USING INDEX archived_sessions_last_first (archived_at_micros<?)")
          .doesNotContain("TEMP B-TREE");
      assertThat(plan(agent, SessionRows.count().getSQL()))
          .contains("USING COVERING INDEX sessions_newest_first");
      assertThat(plan(agent, EventRows.upTo().getSQL(), "'s'", "5"))
          .contains("SEARCH events USING PRIMARY KEY (session_id=? AND sequence<?)")
          .doesNotContain("TEMP B-TREE");
    }
  }

  @Test
  void pages_of_turns_are_read_from_an_index_that_holds_little_else(@TempDir Path home)
      throws SQLException {
    SqliteFixture.withStore(home);
    Set<TurnState> all = EnumSet.allOf(TurnState.class);
    try (RawDatabase agent = RawDatabase.agentOf(home)) {
      assertThat(plan(agent, pages(Sessions.ALL, all), "9", "5"))
          .contains("USING INTEGER PRIMARY KEY (rowid<?)")
          .doesNotContain("TEMP B-TREE");
      assertThat(plan(agent, pages(Sessions.ONE, all), "9", "'k'", "5"))
          .contains("USING INDEX turns_of_key (session_key=? AND turn_number<?)")
          .doesNotContain("TEMP B-TREE");
      assertThat(plan(agent, pages(Sessions.ALL, Set.of(TurnState.RUNNING)), "9", "5"))
          .contains("USING INDEX turns_running");
      assertThat(plan(agent, pages(Sessions.ALL, Set.of(TurnState.FAILED)), "9", "5"))
          .contains("USING INDEX turns_without_answer (state=? AND turn_number<?)")
          .doesNotContain("TEMP B-TREE");
    }
  }

  private static String pages(Sessions sessions, Set<TurnState> states) {
    return TurnPages.select(new TurnPages.Choice(sessions, states)).getSQL();
  }

  @Test
  void responses_and_their_events_are_found_without_a_scan(@TempDir Path home) throws SQLException {
    SqliteFixture.withStore(home);

    try (RawDatabase agent = RawDatabase.agentOf(home)) {
      assertThat(plan(agent, ResponseRows.byId().getSQL(), "'r'"))
          .contains("SEARCH responses USING INDEX sqlite_autoindex_responses_1 (response_id=?)")
          .contains("SEARCH turns USING INDEX sqlite_autoindex_turns_1 (turn_id=?)")
          .doesNotContain("SCAN");
      assertThat(plan(agent, TurnRows.newestOfKey().getSQL(), "'k'", "64"))
          .contains("SEARCH turns USING COVERING INDEX turns_of_key (session_key=?)")
          .contains("SEARCH turns USING INTEGER PRIMARY KEY (rowid=?)")
          .doesNotContain("SCAN turns");
      assertThat(plan(agent, PlacedEvent.ofTurn().getSQL(), "'s'", "'t'", "'t'"))
          .contains("SEARCH events USING PRIMARY KEY (session_id=?)")
          .doesNotContain("SCAN")
          .doesNotContain("TEMP B-TREE");
      assertThat(plan(agent, PlacedEvent.byId().getSQL(), "'e'"))
          .contains("(event_id=?)")
          .doesNotContain("SCAN")
          .doesNotContain("TEMP B-TREE");
      assertThat(plan(agent, EventRows.end().getSQL(), "'s'", "'e'"))
          .contains("(event_id=? AND session_id=?)")
          .doesNotContain("SCAN");
    }
  }

  @Test
  void a_removal_reads_what_it_removes_and_no_more(@TempDir Path home) throws SQLException {
    SqliteFixture.withStore(home);

    try (RawDatabase agent = RawDatabase.agentOf(home)) {
      agent.execute("PRAGMA foreign_keys = ON");

      assertThat(plan(agent, SqliteResponseWrites.removeUnlistedSql().getSQL(), "9", "9", "9"))
          .contains("USING INDEX transcripts_unlisted (started_at_micros<?)")
          .contains("USING INDEX turns_running (session_key=?)")
          .contains("SEARCH turns USING INDEX turns_of_unlisted (session_id=?)")
          .contains("SEARCH events USING PRIMARY KEY (session_id=?)")
          .contains("SEARCH responses USING COVERING INDEX responses_of_transcript (session_id=?)")
          .contains("SEARCH transcripts USING INDEX transcripts_following")
          .doesNotContain("SCAN")
          .doesNotContain("TEMP B-TREE");
      assertThat(
              plan(
                  agent,
                  "UPDATE turns SET session_id = NULL WHERE session_id = ? AND session_key IS NULL",
                  "'s'"))
          .contains("SEARCH turns USING INDEX turns_of_unlisted (session_id=?)");
    }
  }

  @Test
  void who_refers_to_an_artifact_is_found_in_an_index_of_those_events_alone(@TempDir Path home)
      throws SQLException {
    SqliteFixture.withStore(home);

    try (RawDatabase agent = RawDatabase.agentOf(home)) {
      agent.execute("PRAGMA foreign_keys = ON");

      assertThat(plan(agent, "SELECT 1 FROM events WHERE artifact_id = ?", "'a'"))
          .contains("SEARCH events USING COVERING INDEX events_with_artifact (artifact_id=?)");
      assertThat(plan(agent, "DELETE FROM artifacts WHERE artifact_id = ?", "'a'"))
          .contains("SEARCH events USING INDEX events_with_artifact (artifact_id=?)")
          .doesNotContain("SCAN");
    }
  }

  @Test
  void a_new_database_has_small_pages(@TempDir Path home) throws SQLException {
    SqliteFixture.withStore(home);

    try (RawDatabase agent = RawDatabase.agentOf(home)) {
      assertThat(agent.value("PRAGMA page_size")).isEqualTo("2048");
    }
  }

  private static String plan(RawDatabase database, String sql, String... values)
      throws SQLException {
    String filled = sql;
    for (String value : values) {
      filled = filled.replaceFirst("\\?", value);
    }
    return String.join("\n", database.rows("EXPLAIN QUERY PLAN " + filled));
  }

  private static List<String> resources(Schema schema) throws Exception {
    Path folder = Path.of(SchemaTest.class.getResource("/" + schema.folder()).toURI());
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .sorted(
              Comparator.comparingInt(
                  name -> Integer.parseInt(name.substring(1, name.indexOf("__")))))
          .toList();
    }
  }

  private static String schemaOf(RawDatabase database) throws SQLException {
    return String.join("\n\n", database.rows(SCHEMA)) + "\n";
  }

  private static String golden(String name) throws IOException {
    try (InputStream golden = SchemaTest.class.getResourceAsStream("/schema/" + name)) {
      return new String(golden.readAllBytes(), UTF_8);
    }
  }
}
