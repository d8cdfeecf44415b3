package dev.holdfast.adapters.sqlite;

import static dev.holdfast.adapters.sqlite.jooq.agent.Tables.CHANGES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.turn.TurnScope;
import dev.holdfast.ports.contract.Samples;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The log of changes is written by whoever changes something, and falsified by nobody")
class ChangeLogTest {

  private static final String TURN =
      "INSERT INTO turns (turn_id, state, request_id, token_id, request_digest, api,"
          + " requested_model, effective_provider, effective_model, history_action, owner, epoch,"
          + " started_at_micros) VALUES ('%s', 'running', 'r', 'k', printf('%%064d', 0),"
          + " 'chat_completions', 'm', 'openai', 'gpt-5.5', 'seeded', 'o', 0, 7)";

  private final Path home;
  private RawDatabase agent;

  ChangeLogTest(@TempDir Path home) {
    this.home = home;
  }

  @BeforeEach
  void open() throws SQLException {
    SqliteFixture.withStore(home);
    agent = RawDatabase.agentOf(home);
  }

  @AfterEach
  void close() throws SQLException {
    agent.close();
  }

  private void turn(String id) throws SQLException {
    agent.execute(TURN.formatted(id));
  }

  @Test
  void another_program_is_logged_too() throws SQLException {
    turn("t1");

    assertThat(agent.rows("SELECT change_number, at_micros, kind, turn_id FROM changes"))
        .containsExactly("1|7|turn_started|t1");
  }

  @Test
  void a_logged_change_is_never_changed() throws SQLException {
    turn("t1");

    assertThatThrownBy(() -> agent.execute("UPDATE changes SET turn_id = 't2'"))
        .hasMessageContaining("never changed");
  }

  @Test
  void nothing_is_taken_out_of_the_middle() throws SQLException {
    turn("t1");
    turn("t2");
    turn("t3");

    assertThatThrownBy(() -> agent.execute("DELETE FROM changes WHERE change_number = 2"))
        .hasMessageContaining("cut from its old end");
    assertThat(agent.execute("DELETE FROM changes WHERE change_number <= 2")).isEqualTo(2);
  }

  @Test
  void a_number_is_not_given_again_after_the_log_was_emptied_and_the_store_opened_anew()
      throws SQLException {
    turn("t1");
    agent.execute("DELETE FROM changes");
    SqliteFixture store = new SqliteFixture(home);
    store.storage().open(Samples.request(AgentId.MAIN));

    store
        .transactions()
        .inAgent(
            AgentId.MAIN,
            work ->
                work.turns()
                    .start(
                        Samples.started(
                            "t2",
                            new TurnScope.Stateless(),
                            Samples.OWNER,
                            Samples.route("openai/gpt-5.5")),
                        Samples.ALONE));

    store.storage().close();
    assertThat(agent.rows("SELECT change_number, turn_id FROM changes")).containsExactly("2|t2");
  }

  @Test
  void a_page_and_a_cut_read_no_more_than_they_tell() throws SQLException {
    assertThat(plan(ChangeRows.after().getSQL()))
        .contains("USING INTEGER PRIMARY KEY (rowid>?)")
        .doesNotContain("TEMP B-TREE");
    assertThat(plan(OldEnd.cut(CHANGES, CHANGES.CHANGE_NUMBER).getSQL()))
        .contains("USING INTEGER PRIMARY KEY (rowid<?)");
  }

  private String plan(String sql) throws SQLException {
    return String.join("\n", agent.rows("EXPLAIN QUERY PLAN " + sql.replace("?", "9")));
  }
}
