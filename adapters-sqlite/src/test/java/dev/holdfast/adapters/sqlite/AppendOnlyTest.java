package dev.holdfast.adapters.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.session.SessionChange;
import dev.holdfast.domain.session.SessionId;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.transcript.EventParent;
import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.transcript.NewEvent;
import dev.holdfast.domain.transcript.Role;
import dev.holdfast.ports.contract.Samples;
import dev.holdfast.ports.out.env.StorageFailure;
import dev.holdfast.ports.out.read.SessionReads.PageStart;
import dev.holdfast.ports.out.write.SessionWrites;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("What must never change cannot be changed, by raw SQL neither")
class AppendOnlyTest {

  private static final SessionKey KEY = Samples.key("ann");
  private static final SessionId ID = Samples.session("1");

  private final Path home;
  private SqliteFixture store;
  private RawDatabase raw;

  AppendOnlyTest(@TempDir Path home) {
    this.home = home;
  }

  @BeforeEach
  void talk() throws SQLException {
    store = SqliteFixture.opened(home);
    raw = RawDatabase.agentOf(home);
    NewEvent small = Samples.first("small");
    NewEvent large =
        Samples.event(
            "large",
            EventParent.after(small.id()),
            Item.message(Role.USER, "x".repeat(300 * 1024)));
    store
        .transactions()
        .inAgent(
            AgentId.MAIN,
            work -> {
              work.sessions().apply(new SessionChange.Reserve(KEY, ID, Samples.at(1)));
              work.turns().start(Samples.started("turn", KEY, ID, Samples.OWNER), Samples.ALONE);
              work.transcripts().append(ID, List.of(small, large));
              work.turns().end(Samples.completed("turn", 1));
              return work.sessions()
                  .apply(
                      new SessionChange.MoveHead(
                          KEY, ID, EventParent.after(large.id()), Samples.at(2)));
            });
  }

  @AfterEach
  void close() throws SQLException {
    raw.close();
    store.storage().close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE events SET payload = '{}' WHERE sequence = 1",
        "UPDATE events SET tokens = 1",
        "DELETE FROM events",
        "DELETE FROM events WHERE sequence = 2",
        "INSERT OR REPLACE INTO events SELECT * FROM events",
        "REPLACE INTO events (session_id, sequence, event_id, turn_id, at_micros, payload, tokens,"
            + " completeness) VALUES ('session-1', 3, 'small', 't', 1, '{}', 0, 'complete')",
        "UPDATE artifacts SET content = ''",
        "DELETE FROM artifacts",
        "INSERT OR REPLACE INTO artifacts SELECT * FROM artifacts",
        "UPDATE leases SET epoch = 0",
        "UPDATE leases SET epoch = epoch - 1",
        "DELETE FROM leases",
        "UPDATE turns SET state = 'running', ended_at_micros = NULL, finish_reason = NULL,"
            + " usage_source = NULL",
        "UPDATE turns SET session_id = 'session-2'",
        "UPDATE turns SET session_key = NULL, session_id = NULL, epoch = 0",
        "UPDATE turns SET session_key = 'agent:main:other'"
      })
  void a_statement_that_would_is_aborted(String sql) throws SQLException {
    List<String> before = everything();

    assertThatThrownBy(() -> raw.execute(sql)).isInstanceOf(SQLException.class);

    assertThat(everything()).isEqualTo(before);
  }

  private List<String> everything() throws SQLException {
    return raw.rows(
        "SELECT session_id, sequence, event_id, length(payload), artifact_id, tokens FROM events"
            + " UNION ALL SELECT artifact_id, length(content), 1, 1, 1, 1 FROM artifacts UNION ALL"
            + " SELECT session_key, epoch, owner, turn_id, 1, 1 FROM leases UNION ALL SELECT"
            + " turn_id, state, finish_reason, usage_source, session_key, session_id FROM turns");
  }

  @Test
  void an_event_hangs_in_the_tree_of_its_own_session() throws SQLException {
    raw.execute("PRAGMA foreign_keys = ON");
    String event =
        "INSERT INTO events (session_id, sequence, event_id, parent_sequence, turn_id, at_micros,"
            + " payload, tokens, completeness) VALUES ('%s', 3, 'e', %s, 't', 1, '{}', 0,"
            + " 'complete')";

    assertThatThrownBy(() -> raw.execute(event.formatted("session-1", "3")))
        .isInstanceOf(SQLException.class);
    assertThatThrownBy(() -> raw.execute(event.formatted("unknown", "NULL")))
        .isInstanceOf(SQLException.class);
    assertThat(raw.execute(event.formatted("session-1", "2"))).isEqualTo(1);
  }

  @Test
  void large_content_lies_in_an_artifact_once_and_small_content_does_not() throws SQLException {
    assertThat(
            raw.rows(
                "SELECT event_id, payload IS NULL, artifact_id IS NULL FROM events"
                    + " ORDER BY sequence"))
        .containsExactly("small|0|1", "large|1|0");

    NewEvent again =
        Samples.event("again", EventParent.root(), Item.message(Role.USER, "x".repeat(300 * 1024)));
    store
        .transactions()
        .inAgent(AgentId.MAIN, work -> work.transcripts().append(ID, List.of(again)));

    assertThat(raw.value("SELECT count(*) FROM artifacts")).isEqualTo("1");
    assertThat(raw.value("SELECT count(DISTINCT artifact_id) FROM events")).isEqualTo("1");
  }

  @Test
  void a_payload_that_is_no_json_breaks_its_own_session_only() throws SQLException {
    raw.execute(
        "INSERT INTO events (session_id, sequence, event_id, turn_id, at_micros, payload, tokens,"
            + " completeness) VALUES ('session-1', 3, 'broken', 't', 1, '{\"type\":', 0,"
            + " 'complete')");
    raw.execute("UPDATE transcripts SET head_sequence = 3, event_count = 3");

    assertThatThrownBy(() -> store.sessions().snapshot(AgentId.MAIN, KEY))
        .isInstanceOfSatisfying(
            StorageFailure.class,
            failure -> {
              assertThat(failure.code()).isEqualTo(StorageFailure.Code.READ_FAILED);
              assertThat(failure.context()).containsEntry("sequence", "3");
            });

    assertThat(store.sessions().list(AgentId.MAIN, new PageStart.First(), 10).entries()).hasSize(1);
    SessionWrites.Result other =
        store
            .transactions()
            .inAgent(
                AgentId.MAIN,
                work ->
                    work.sessions()
                        .apply(
                            new SessionChange.Reserve(
                                Samples.key("bob"), Samples.session("2"), Samples.at(1))));
    assertThat(other).isInstanceOf(SessionWrites.Result.Applied.class);
  }

  @Test
  void the_columns_of_a_turn_and_a_lease_hold_what_happened() throws SQLException {
    assertThat(
            raw.rows(
                "SELECT state, requested_model, effective_provider, effective_model,"
                    + " history_action, owner, epoch, finish_reason, input_tokens, output_tokens,"
                    + " cached_tokens, cache_write_tokens, reasoning_tokens, usage_source,"
                    + " failure_cause, failure_message, retry_after_millis FROM turns"))
        .containsExactly(
            "completed|openai-codex/gpt-5.5|openai|gpt-5.5|appended|owner-1|1|stop|10|20|3|4|5"
                + "|reported|-|-|-");
    assertThat(raw.rows("SELECT epoch, owner, turn_id, deadline_at_micros FROM leases"))
        .containsExactly("1|-|-|-");
  }
}
