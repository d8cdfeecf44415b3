package dev.holdfast.app.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.adapters.http.stub.UpstreamStub;
import dev.holdfast.app.endtoend.RawClient.Chat;
import dev.holdfast.app.endtoend.RawClient.Reply;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A request that names a legacy route")
final class RouteIT {

  private static final String LEGACY = "openai-codex/gpt-5.5";

  /** Every column of an agent's database that holds a provider, provenance aside. */
  private static final String PROVIDER_COLUMNS =
      """
      SELECT schema.name || '.' || column.name
      FROM sqlite_schema AS schema, pragma_table_info(schema.name) AS column
      WHERE schema.type = 'table' AND column.name LIKE '%provider' ORDER BY 1
      """;

  @TempDir private Path scratch;

  private static Chat legacyChat() {
    return Chat.of("legacy", "Hello").withBody(Chat.messages(LEGACY, "Hello"));
  }

  @Test
  void is_answered_by_the_canonical_one_once_the_operator_mapped_its_runtime()
      throws InterruptedException {
    try (UpstreamStub stub = UpstreamStub.start()) {
      TestHome home =
          new TestHome(scratch)
              .configured(Upstreams.with(stub.baseUrl(), "\"runtimes\": {\"codex\": \"api\"},"));
      Reply reply;
      try (RunningGateway gateway = home.start()) {
        reply = gateway.raw().chat(legacyChat());
        gateway.stop();
      }

      assertThat(reply.status()).as(reply.body()).isEqualTo(200);
      assertThat(reply.json().path("model").asString()).isEqualTo("openai/gpt-5.5");
      assertThat(reply.header("x-holdfast-route")).isEqualTo("openai/gpt-5.5");
      assertThat(Json.read(stub.lastRequest().text()).path("model").asString())
          .isEqualTo("gpt-5.5");
      assertThat(
              home.store()
                  .rows(
                      """
                      SELECT state, requested_model, effective_provider, effective_model,
                             effective_runtime FROM turns
                      """))
          .containsExactly("completed openai-codex/gpt-5.5 openai gpt-5.5 codex");
    }
  }

  @Test
  void is_refused_while_nobody_said_who_pays() throws InterruptedException {
    try (UpstreamStub stub = UpstreamStub.start()) {
      TestHome home = new TestHome(scratch).configured(Upstreams.one(stub.baseUrl()));
      try (RunningGateway gateway = home.start()) {
        Reply refused = gateway.raw().chat(legacyChat());

        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.code()).isEqualTo("runtime_unavailable");
        assertThat(refused.message()).contains("\"runtimes\": {\"codex\": \"api\"}");
        assertThat(refused.header("x-should-retry")).isEqualTo("false");
        assertThat(stub.requestCount()).isZero();
        assertThat(home.store().counts()).isEqualTo("sessions 0 events 0 running 0 leased 0");
        assertThat(gateway.raw().chat(Chat.of("legacy", "Hello")).status()).isEqualTo(200);
        gateway.stop();
      }
    }
  }

  @Test
  void cannot_be_stored_by_raw_sql_either() throws InterruptedException, SQLException {
    try (UpstreamStub stub = UpstreamStub.start()) {
      TestHome home = new TestHome(scratch).configured(Upstreams.one(stub.baseUrl()));
      try (RunningGateway gateway = home.start()) {
        assertThat(gateway.raw().chat(Chat.of("plain", "Hello")).status()).isEqualTo(200);
        gateway.stop();
      }
      AgentStore store = home.store();

      assertThat(store.rows(PROVIDER_COLUMNS))
          .containsExactly(
              "archived_sessions.selected_provider",
              "events.origin_provider",
              "sessions.selected_provider",
              "turns.effective_provider");
      for (String statement : legacyWrites()) {
        assertThatThrownBy(() -> store.write(statement))
            .as(statement)
            .hasMessageContaining("legacy route refused");
      }
      store.write("UPDATE turns SET effective_provider = 'anthropic'");
      assertThat(store.rows("SELECT effective_provider FROM turns")).containsExactly("anthropic");
    }
  }

  private static List<String> legacyWrites() {
    return List.of(
        "UPDATE turns SET effective_provider = 'openai-codex'",
        "UPDATE turns SET effective_provider = ' Codex-CLI '",
        "UPDATE turns SET effective_provider = 'openai', effective_model = 'openai-codex/gpt-5.5'",
        "UPDATE turns SET effective_auth_profile = 'openai-codex:work'",
        """
        INSERT INTO turns (turn_id, state, request_id, token_id, request_digest, api, requested_model,
          effective_provider, effective_model, history_action, owner, epoch, started_at_micros)
        SELECT 'other', 'running', request_id, token_id, request_digest, api, requested_model, 'claude-cli', effective_model,
          history_action, owner, 0, started_at_micros FROM turns
        """,
        selection("openai-codex", "gpt-5.5", "NULL"),
        selection("google-gemini-cli", "pro", "NULL"),
        selection("openai", "openai-codex/gpt-5.5", "NULL"),
        selection("openai", "gpt-5.5", "'openai-codex:work'"),
        """
        INSERT INTO sessions (session_key, session_id, selected_provider,
          selected_provider_provenance, selected_model, selected_model_provenance,
          created_at_micros, updated_at_micros, last_interaction_at_micros)
        SELECT session_key || 'x', session_id, 'anthropic-cli', 'user', 'opus', 'user', 0, 0, 0
        FROM sessions
        """,
        """
        INSERT INTO archived_sessions (archive_id, archived_at_micros, session_key, session_id,
          listed, selected_provider, selected_provider_provenance, selected_model,
          selected_model_provenance, created_at_micros, updated_at_micros,
          last_interaction_at_micros)
        SELECT 'a', 0, session_key, session_id, 1, 'openai-codex', 'user', 'gpt-5.5', 'user', 0, 0, 0
        FROM sessions
        """,
        """
        INSERT INTO events (session_id, sequence, event_id, turn_id, at_micros, payload, tokens,
          origin_provider, completeness)
        SELECT session_id, 9, 'other', turn_id, 0, payload, 0, 'openai-codex', 'complete'
        FROM events WHERE sequence = 2
        """);
  }

  private static String selection(String provider, String model, String profile) {
    return """
    UPDATE sessions SET selected_provider = '%s', selected_provider_provenance = 'user',
      selected_model = '%s', selected_model_provenance = 'user', selected_auth_profile = %s
    """
        .formatted(provider, model, profile);
  }
}
