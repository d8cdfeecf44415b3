package dev.holdfast.adapters.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.ports.contract.Samples;
import dev.holdfast.ports.out.env.DatabaseFacts.OrphanKind;
import dev.holdfast.ports.out.env.DatabaseFacts.Orphans;
import dev.holdfast.ports.out.env.StoreInspection.Depth;
import dev.holdfast.ports.out.env.StoreMaintenance;
import dev.holdfast.ports.out.env.StoreMaintenance.LostIdentity;
import dev.holdfast.ports.out.env.StoreMaintenance.Mended;
import dev.holdfast.ports.out.env.StoreProgress;
import dev.holdfast.ports.out.read.SessionReads.SessionSnapshot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Mending leads every reference somewhere, removes no event, and what it mended stays")
class MendedReferencesTest {

  private static final String LOST_CONTENT = "events(artifact_id)";

  /** How each foreign key of the schema can be broken. */
  private static final Map<String, String> BROKEN =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry(
                  "transcripts(previous_session_id)",
                  "UPDATE transcripts SET previous_session_id = 'gone', rotation_reason = 'reset'"
                      + " WHERE session_id = 'session-n1'"),
              Map.entry(
                  "transcripts(session_id, head_sequence)",
                  "UPDATE transcripts SET head_sequence = 99 WHERE session_id = 'session-n1'"),
              Map.entry(
                  "sessions(session_id)",
                  "UPDATE sessions SET session_id = 'gone' WHERE session_id = 'session-n1'"),
              Map.entry(
                  "events(session_id)",
                  "UPDATE events SET session_id = 'gone' WHERE session_id = 'session-n1'"),
              Map.entry(LOST_CONTENT, "DELETE FROM artifacts WHERE rowid = 1"),
              Map.entry(
                  "responses(session_id)",
                  "DELETE FROM transcripts WHERE session_id = 'session-unlisted'"),
              Map.entry("responses(turn_id)", "DELETE FROM turns WHERE turn_id = 'unlisted-turn'"),
              Map.entry(
                  "responses(session_id, head_sequence)", "UPDATE responses SET head_sequence = 9"),
              Map.entry(
                  "leases(turn_id)",
                  "UPDATE leases SET owner = 'o', turn_id = 'gone', granted_at_micros = 1,"
                      + " deadline_at_micros = 2 WHERE session_key LIKE '%n1'"),
              Map.entry(
                  "adopted_events(turn_id)",
                  "INSERT INTO adopted_events VALUES ('gone', 'session-n1', 1)"),
              Map.entry(
                  "adopted_events(session_id, sequence)",
                  "INSERT INTO adopted_events VALUES ('n1-turn-1', 'session-n1', 99)"),
              Map.entry(
                  "idempotency(turn_id)",
                  "INSERT INTO idempotency VALUES ('%1$s', '%1$s', 'gone', NULL, NULL, NULL, NULL,"
                      + " 1)"),
              Map.entry(
                  "archived_sessions(session_id)",
                  "INSERT INTO archived_sessions (archive_id, archived_at_micros, session_key,"
                      + " session_id, listed, created_at_micros, updated_at_micros,"
                      + " last_interaction_at_micros) VALUES ('a', 1, 'agent:main:old', 'gone', 1,"
                      + " 1, 1, 1)")));

  private final Path home;
  private final StoreMaintenance maintenance =
      new SqliteStoreMaintenance(
          Clock.fixed(Samples.at(0), ZoneOffset.UTC), StoreFolder::usableBytes);

  MendedReferencesTest(@TempDir Path home) {
    this.home = home;
  }

  @BeforeEach
  void fill() {
    FilledHome.make(home, 2, 4);
  }

  private Mended mend() {
    return maintenance.mendOrphans(home.toString(), RawDatabase.AGENT, StoreProgress.NONE);
  }

  private void plant(String... statements) throws SQLException {
    try (RawDatabase raw = RawDatabase.agentOf(home)) {
      List<String> triggers = raw.rows("SELECT sql FROM sqlite_schema WHERE type = 'trigger'");
      for (String name : raw.rows("SELECT name FROM sqlite_schema WHERE type = 'trigger'")) {
        raw.execute("DROP TRIGGER " + name);
      }
      for (String statement : statements) {
        assertThat(raw.execute(statement.replace("%1$s", "ab".repeat(32)))).isPositive();
      }
      for (String trigger : triggers) {
        raw.execute(trigger);
      }
    }
  }

  private String value(String sql) throws SQLException {
    try (RawDatabase raw = RawDatabase.agentOf(home)) {
      return raw.value(sql);
    }
  }

  private List<OrphanKind> orphans() throws SQLException {
    try (var connection = Connections.openUnused(DatabaseFile.in(home, RawDatabase.AGENT))) {
      return OrphanQuery.findAll(connection, Depth.FULL).stream().map(Orphans::kind).toList();
    }
  }

  static Stream<String> mendableKeys() {
    return BROKEN.keySet().stream().filter(key -> !key.equals(LOST_CONTENT));
  }

  @Test
  void each_foreign_key_is_tried() throws SQLException {
    try (RawDatabase raw = RawDatabase.agentOf(home)) {
      assertThat(
              raw.rows(
                  "SELECT t.name || '(' || group_concat(k.\"from\", ', ' ORDER BY k.seq) || ')'"
                      + " FROM pragma_table_list t JOIN pragma_foreign_key_list(t.name) k"
                      + " WHERE t.schema = 'main' GROUP BY t.name, k.id"))
          .containsExactlyInAnyOrderElementsOf(BROKEN.keySet());
    }
  }

  @ParameterizedTest
  @MethodSource("mendableKeys")
  void a_broken_reference_is_found_and_mended_once(String key) throws SQLException {
    plant(BROKEN.get(key));
    String events = value("SELECT count(*) FROM events");

    assertThat(mend().orphans()).isNotEmpty();

    assertThat(value("SELECT count(*) FROM pragma_foreign_key_check")).isEqualTo("0");
    assertThat(value("SELECT count(*) FROM events")).isEqualTo(events);
    assertThat(orphans()).isEmpty();
    assertThat(mend()).isEqualTo(new Mended(List.of(), ""));
  }

  @Test
  void an_event_whose_content_is_lost_stays_also_when_others_are_mended() throws Exception {
    plant(BROKEN.get(LOST_CONTENT));
    byte[] before = Files.readAllBytes(home.resolve(RawDatabase.AGENT));
    assertThat(mend()).isEqualTo(new Mended(List.of(), ""));
    assertThat(home.resolve(RawDatabase.AGENT)).hasBinaryContent(before);

    plant("DELETE FROM transcripts WHERE session_id = 'session-n2'");
    String events = value("SELECT count(*) FROM events");
    assertThat(mend().orphans())
        .extracting(Orphans::kind)
        .doesNotContain(OrphanKind.EVENTS_WITHOUT_ARTIFACT);

    assertThat(value("SELECT count(*) FROM events")).isEqualTo(events);
    assertThat(value("SELECT count(*) FROM events WHERE parent_sequence IS NULL"))
        .as("nothing follows another event than before")
        .isEqualTo("3");
    assertThat(orphans()).containsExactly(OrphanKind.EVENTS_WITHOUT_ARTIFACT);
  }

  @Test
  void a_lease_of_a_turn_that_has_ended_is_left_to_recovery() throws SQLException {
    String held =
        "UPDATE leases SET owner = 'o', turn_id = 'n1-turn-1', granted_at_micros = 1,"
            + " deadline_at_micros = 2 WHERE session_key LIKE '%n1'";
    plant(held, "DELETE FROM transcripts WHERE session_id = 'session-n2'");

    assertThat(mend().orphans()).isNotEmpty();

    assertThat(orphans()).containsExactly(OrphanKind.LEASES_WITHOUT_RUNNING_TURN);
  }

  private static String[] everyTraceOfTheKey() {
    return Stream.of(
            "DELETE FROM transcripts WHERE session_id = 'session-n1'",
            "DELETE FROM sessions WHERE session_id = 'session-n1'",
            "DELETE FROM turns WHERE session_id = 'session-n1'",
            "DELETE FROM leases WHERE session_key LIKE '%n1'",
            "DELETE FROM changes WHERE session_id = 'session-n1'")
        .toArray(String[]::new);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_conversation_whose_key_is_lost_outlives_the_job_that_removes_what_has_none(
      boolean salvaged) throws Exception {
    plant(everyTraceOfTheKey());
    if (salvaged) {
      RawDatabase.damageHarmlessly(home.resolve(RawDatabase.AGENT));
      var _ =
          new Salvager(
                  home,
                  DatabaseFile.in(home, RawDatabase.AGENT),
                  Schema.AGENT,
                  Samples.at(0),
                  StoreFolder::usableBytes,
                  StoreProgress.NONE)
              .run(LostIdentity.REFUSED);
    } else {
      assertThat(mend().orphans()).isNotEmpty();
    }

    SqliteFixture store = new SqliteFixture(home);
    store.storage().open(Samples.request(AgentId.MAIN));
    int removed =
        store
            .transactions()
            .inAgent(
                AgentId.MAIN,
                work ->
                    work.responses()
                        .removeUnlistedBefore(Samples.at(0).plus(Duration.ofDays(60)), 100));
    SessionSnapshot found =
        store.sessions().snapshot(AgentId.MAIN, RecoveredKeys.of("main", "session-n1"));
    store.storage().close();

    assertThat(removed).as("the one without a key").isEqualTo(1);
    assertThat(found)
        .isInstanceOfSatisfying(
            SessionSnapshot.Present.class, present -> assertThat(present.path()).hasSize(4));
    assertThat(value("SELECT listed FROM sessions WHERE session_id = 'session-n1'")).isEqualTo("1");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 4})
  void a_key_that_anything_tells_is_kept(int told) throws SQLException {
    String[] traces = everyTraceOfTheKey();
    plant(traces[0]);
    for (int trace = 1; trace < traces.length; trace++) {
      if (trace != told) {
        plant(traces[trace]);
      }
    }

    assertThat(mend().orphans()).isNotEmpty();

    assertThat(value("SELECT session_key FROM transcripts WHERE session_id = 'session-n1'"))
        .isEqualTo(
            told == 0 ? "agent:main:explicit:recovered-session-n1" : Samples.key("n1").value());
  }

  @Test
  void what_never_had_a_key_gets_none() throws SQLException {
    plant("DELETE FROM transcripts WHERE session_id = 'session-unlisted'");

    assertThat(mend().orphans()).isNotEmpty();

    assertThat(value("SELECT session_key FROM transcripts WHERE session_id = 'session-unlisted'"))
        .isEqualTo("-");
  }

  @Test
  void keys_are_made_of_any_id_and_no_two_are_alike() {
    assertThat(RecoveredKeys.of("main", "0b-1").value())
        .isEqualTo("agent:main:explicit:recovered-0b-1");
    assertThat(RecoveredKeys.of("main", "AbC")).isNotEqualTo(RecoveredKeys.of("main", "abc"));
    assertThat(RecoveredKeys.of("main", "x".repeat(128)).value()).endsWith("x".repeat(128));
    assertThat(RecoveredKeys.of("main", " :heartbeat\n").agent(AgentId.MAIN))
        .isEqualTo(AgentId.MAIN);
    assertThat(RecoveredKeys.of("", "a").agent(AgentId.MAIN)).isEqualTo(AgentId.MAIN);
    assertThat(RecoveredKeys.of("Work", "a").agent(AgentId.MAIN)).isEqualTo(new AgentId("work"));
  }
}
