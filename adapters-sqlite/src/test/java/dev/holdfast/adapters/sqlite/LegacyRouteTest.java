package dev.holdfast.adapters.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.session.ArchiveId;
import dev.holdfast.domain.session.RotationReason;
import dev.holdfast.domain.session.SessionChange;
import dev.holdfast.domain.session.SessionId;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.ports.contract.Samples;
import dev.holdfast.ports.contract.TurnsOf;
import dev.holdfast.ports.out.env.Storage;
import dev.holdfast.ports.out.write.SessionWrites;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("No program can write a legacy route into an agent's database")
class LegacyRouteTest {

  private static final String INSERT_TURN =
      """
      %s INTO turns (turn_id, state, request_id, token_id, request_digest, api, requested_model,
        effective_provider, effective_model, effective_auth_profile, history_action, owner, epoch, started_at_micros)
      VALUES ('%s', 'running', 'r', 'k', printf('%%064d', 0), 'chat_completions', '', %s, %s, %s, 'appended', 'o', 0, 1)
      """;

  private final Path home;
  private SqliteFixture store;
  private RawDatabase raw;

  LegacyRouteTest(@TempDir Path home) {
    this.home = home;
  }

  @BeforeEach
  void open() throws SQLException {
    store = SqliteFixture.opened(home);
    raw = RawDatabase.agentOf(home);
    raw.execute(
        "INSERT INTO transcripts (session_id, session_key, started_at_micros)"
            + " VALUES ('s', 'agent:main:a', 1)");
    raw.execute(
        "INSERT INTO sessions (session_key, session_id, created_at_micros, updated_at_micros,"
            + " last_interaction_at_micros) VALUES ('agent:main:a', 's', 1, 1, 1)");
  }

  @AfterEach
  void close() throws SQLException {
    raw.close();
    store.storage().close();
  }

  private static String insertTurn(String id, String provider, String model, String auth) {
    return INSERT_TURN.formatted("INSERT", id, provider, model, auth);
  }

  private void assertRefused(String sql) {
    assertThatThrownBy(() -> raw.execute(sql))
        .as(sql)
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("legacy route refused");
  }

  @ParameterizedTest
  @CsvSource({
    "'openai-codex', 'gpt-5.5', ''",
    "'codex', 'gpt-5.5', ''",
    "'claude-cli', 'opus', ''",
    "'anthropic-cli', 'opus', ''",
    "'google-gemini-cli', 'pro', ''",
    "'codex-cli', 'gpt-5.5', ''",
    "'OpenAI-Codex', 'gpt-5.5', ''",
    "'  openai-codex ', 'gpt-5.5', ''",
    "'\topenai-codex\n', 'gpt-5.5', ''",
    "'openai', 'openai-codex/gpt-5.5', ''",
    "'openai', 'Codex/gpt-5.5', ''",
    "'openai', ' codex /gpt-5.5', ''",
    "'OpenAI ', 'codex/gpt-5.5', ''",
    "'openai', 'openai/gpt-5.5', ''",
    "'openai', 'OpenAI/openai-codex/gpt-5.5', ''",
    "'openai', 'gpt-5.5', 'openai-codex:work'",
    "'openai', 'gpt-5.5', ' CODEX:work'",
    "'anthropic', 'opus', 'claude-cli:home'"
  })
  void a_legacy_part_is_refused_on_insert_and_on_update(String provider, String model, String auth)
      throws SQLException {
    raw.execute(insertTurn("good", "'openai'", "'gpt-5.5'", "NULL"));
    String authValue = auth.isEmpty() ? "NULL" : "'" + auth + "'";

    assertRefused(insertTurn("bad", "'" + provider + "'", "'" + model + "'", authValue));
    assertRefused(
        "UPDATE turns SET effective_provider = '%s', effective_model = '%s', effective_auth_profile = %s"
            .formatted(provider, model, authValue));
    assertRefused(
        "UPDATE sessions SET selected_provider = '%s', selected_provider_provenance = 'user', selected_model = '%s', selected_model_provenance = 'user', selected_auth_profile = %s, selected_auth_profile_provenance = iif(%s IS NULL, NULL, 'user')"
            .formatted(provider, model, authValue, authValue));

    assertThat(raw.rows("SELECT turn_id, effective_provider, effective_model FROM turns"))
        .containsExactly("good|openai|gpt-5.5");
    assertThat(raw.value("SELECT selected_provider FROM sessions")).isEqualTo("-");
  }

  @ParameterizedTest
  @ValueSource(strings = {"INSERT OR IGNORE", "INSERT OR REPLACE", "INSERT OR FAIL", "REPLACE"})
  void no_conflict_clause_gets_around(String verb) throws SQLException {
    assertRefused(INSERT_TURN.formatted(verb, "bad", "'codex'", "'gpt-5.5'", "NULL"));

    assertThat(raw.value("SELECT count(*) FROM turns")).isEqualTo("0");
  }

  @Test
  void no_upsert_and_no_copy_gets_around() throws SQLException {
    raw.execute(insertTurn("good", "'openai'", "'gpt-5.5'", "NULL"));

    assertRefused(
        insertTurn("good", "'openai'", "'gpt-5.5'", "NULL")
            + " ON CONFLICT (turn_id) DO UPDATE SET effective_provider = 'codex'");
    assertRefused(
        "INSERT INTO turns (turn_id, state, request_id, token_id, request_digest, api,"
            + " requested_model, effective_provider, effective_model, history_action, owner, epoch,"
            + " started_at_micros) SELECT 'copy', 'running', 'r', 'k', request_digest, api, '',"
            + " 'open' || 'ai-codex', 'm', 'appended', 'o', 0, 1 FROM turns");
  }

  @Test
  void an_event_made_by_a_legacy_provider_is_refused() throws SQLException {
    String event =
        "INSERT INTO events (session_id, sequence, event_id, turn_id, at_micros, payload, tokens,"
            + " origin_provider, completeness) VALUES ('s', 1, 'e', 't', 1, '{}', 0, '%s',"
            + " 'complete')";

    assertRefused(event.formatted("openai-codex"));
    assertThat(raw.execute(event.formatted("openai"))).isEqualTo(1);
    assertThatThrownBy(() -> raw.execute("UPDATE events SET origin_provider = 'codex'"))
        .isInstanceOf(SQLException.class);
    assertThat(raw.value("SELECT origin_provider FROM events")).isEqualTo("openai");
  }

  @Test
  void what_only_looks_legacy_is_stored() throws SQLException {
    raw.execute(insertTurn("1", "'codexa'", "'gpt'", "'acme:codex'"));
    raw.execute(insertTurn("2", "'acme'", "'codex/gpt'", "NULL"));
    raw.execute(insertTurn("3", "'openai'", "'codex-mini'", "'codex'"));

    assertThat(raw.value("SELECT count(*) FROM turns")).isEqualTo("3");
  }

  @Test
  void every_table_with_a_provider_column_has_both_triggers_over_all_of_its_route_columns()
      throws SQLException {
    List<String> tables =
        raw.rows(
            "SELECT DISTINCT m.name FROM sqlite_master m, pragma_table_info(m.name) c"
                + " WHERE m.type = 'table' AND c.name LIKE '%provider%' ORDER BY m.name");

    assertThat(tables).containsExactly("archived_sessions", "events", "sessions", "turns");
    for (String table : tables) {
      List<String> routeColumns =
          raw.rows(
              "SELECT name FROM pragma_table_info('%s') WHERE name NOT LIKE '%%provenance'"
                      .formatted(table)
                  + " AND (name LIKE '%provider' OR name LIKE 'selected_model'"
                  + " OR name LIKE 'effective_model' OR name LIKE '%auth_profile') ORDER BY cid");
      String onInsert = trigger(table, "insert");
      String onUpdate = trigger(table, "update");

      assertThat(onInsert).contains("BEFORE INSERT ON " + table);
      assertThat(onUpdate)
          .contains("BEFORE UPDATE OF %s ON %s".formatted(String.join(", ", routeColumns), table));
      assertThat(routeColumns)
          .isNotEmpty()
          .allSatisfy(
              column -> {
                assertThat(onInsert).contains("NEW." + column);
                assertThat(onUpdate).contains("NEW." + column);
              });
    }
  }

  private String trigger(String table, String event) throws SQLException {
    return raw.value(
        "SELECT sql FROM sqlite_master WHERE type = 'trigger'"
            + " AND name = '%s_refuse_legacy_route_on_%s'".formatted(table, event));
  }

  @Test
  void the_other_columns_of_a_row_stay_writable_when_its_provider_becomes_blocked()
      throws SQLException {
    raw.execute("DELETE FROM blocked_providers");
    raw.execute(insertTurn("old", "'codex'", "'gpt-5.5'", "NULL"));
    reopen(Samples.ROUTES.blockedProviders());

    assertThat(raw.execute("UPDATE turns SET requested_model = 'x' WHERE turn_id = 'old'"))
        .isEqualTo(1);
    assertThat(TurnsOf.none(store.turns(), AgentId.MAIN))
        .singleElement()
        .satisfies(turn -> assertThat(turn.effective().reference()).isEqualTo("codex/gpt-5.5"));
    assertRefused("UPDATE turns SET effective_provider = 'codex' WHERE turn_id = 'old'");
  }

  @Test
  void a_session_whose_provider_becomes_blocked_is_reset_archived_and_restored()
      throws SQLException {
    raw.execute("DELETE FROM blocked_providers");
    raw.execute(
        "UPDATE sessions SET selected_provider = 'codex', selected_provider_provenance = 'user',"
            + " selected_model = 'gpt-5.5', selected_model_provenance = 'user'");
    reopen(Samples.ROUTES.blockedProviders());
    SessionKey key = SessionKey.ofStored("agent:main:a");
    ArchiveId archive = new ArchiveId("shelf");

    SessionWrites.Result reset =
        inSessions(
            sessions ->
                sessions.apply(
                    new SessionChange.Rotate(
                        key,
                        new SessionId("s"),
                        new SessionId("s2"),
                        RotationReason.RESET,
                        Samples.at(2))));
    assertThat(reset).isInstanceOf(SessionWrites.Result.Applied.class);
    SessionWrites.Archival archival =
        inSessions(sessions -> sessions.archive(key, new SessionId("s2"), archive, Samples.at(3)));
    assertThat(archival).isInstanceOf(SessionWrites.Archival.Archived.class);
    assertThat(raw.value("SELECT count(*) FROM sessions")).isEqualTo("0");
    assertRefused("UPDATE archived_sessions SET selected_model = 'gpt-6'");
    SessionWrites.Restoration restoration =
        inSessions(sessions -> sessions.restore(archive, Samples.at(4)));

    assertThat(restoration).isInstanceOf(SessionWrites.Restoration.Restored.class);
    assertThat(raw.rows("SELECT session_id, selected_provider, selected_model FROM sessions"))
        .containsExactly("s2|codex|gpt-5.5");
    assertRefused("UPDATE sessions SET selected_model = 'gpt-6'");
  }

  @Test
  void the_route_of_a_session_whose_provider_becomes_blocked_is_taken_to_no_other_session()
      throws SQLException {
    raw.execute("DELETE FROM blocked_providers");
    raw.execute(
        "UPDATE sessions SET selected_provider = 'codex', selected_provider_provenance = 'user',"
            + " selected_model = 'gpt-5.5', selected_model_provenance = 'user'");
    reopen(Samples.ROUTES.blockedProviders());
    raw.execute(
        "INSERT INTO transcripts (session_id, session_key, started_at_micros)"
            + " VALUES ('s2', 'agent:main:b', 1)");
    String columns =
        "session_key, session_id, listed, selected_provider, selected_provider_provenance,"
            + " selected_model, selected_model_provenance, created_at_micros, updated_at_micros,"
            + " last_interaction_at_micros";
    raw.execute(
        "INSERT INTO archived_sessions (archive_id, archived_at_micros, %s)".formatted(columns)
            + " SELECT 'copy', 2, %s FROM sessions".formatted(columns));

    for (String moved :
        List.of(
            "UPDATE archived_sessions SET session_key = 'agent:main:b', session_id = 's2'",
            "UPDATE archived_sessions SET session_key = 'agent:main:b'",
            "UPDATE archived_sessions SET session_id = 's2'",
            "UPDATE archived_sessions SET archive_id = 'other'",
            "UPDATE sessions SET session_key = 'agent:main:b'")) {
      assertThatThrownBy(() -> raw.execute(moved))
          .as(moved)
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("keeps its");
    }
    assertRefused(
        "INSERT INTO sessions (%s) SELECT 'agent:main:b', 's2', %s FROM archived_sessions"
            .formatted(columns, columns.substring(columns.indexOf("listed"))));

    assertThat(raw.rows("SELECT session_key FROM sessions")).containsExactly("agent:main:a");
  }

  private <R> R inSessions(Function<SessionWrites, R> work) {
    return store.transactions().inAgent(AgentId.MAIN, writes -> work.apply(writes.sessions()));
  }

  @Test
  void opening_the_store_sets_what_is_blocked_in_every_database() throws SQLException {
    reopen(Set.of("codex"));

    String blocked = "SELECT legacy_id FROM blocked_providers";
    assertThat(raw.rows(blocked)).containsExactly("codex");
    try (RawDatabase controlPlane = RawDatabase.controlPlaneOf(home)) {
      assertThat(controlPlane.rows(blocked)).containsExactly("codex");
    }
    raw.execute(insertTurn("1", "'openai-codex'", "'gpt'", "NULL"));
    assertRefused(insertTurn("2", "'codex'", "'gpt'", "NULL"));
  }

  private void reopen(Set<String> blocked) {
    store.storage().close();
    store
        .storage()
        .open(
            new Storage.StorageRequest(
                List.of(AgentId.MAIN),
                Storage.Creation.FORBIDDEN,
                Storage.Durability.NORMAL,
                blocked,
                Storage.SchemaUpgrade.PERFORMED_AFTER_BACKUP));
  }
}
