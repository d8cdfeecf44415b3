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
import dev.holdfast.ports.out.write.WriteTransaction;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Events are removed with an unlisted transcript and in no other way")
class TranscriptRemovalTest {

  private static final SessionKey KEY = Samples.key("ann");
  private static final SessionId KEYED = Samples.session("keyed");
  private static final SessionId UNLISTED = Samples.session("unlisted");

  private final SqliteFixture store;
  private final Path home;
  private RawDatabase raw;

  TranscriptRemovalTest(@TempDir Path home) {
    this.home = home;
    store = SqliteFixture.opened(home);
  }

  @BeforeEach
  void answer() throws SQLException {
    raw = RawDatabase.agentOf(home);
    store
        .transactions()
        .inAgent(
            AgentId.MAIN,
            work -> {
              work.sessions().apply(new SessionChange.Reserve(KEY, KEYED, Samples.at(1)));
              work.transcripts().beginUnlisted(UNLISTED, Samples.at(1));
              work.turns().start(Samples.started("t1", KEY, KEYED, Samples.OWNER), Samples.ALONE);
              work.turns().start(Samples.unlisted("t2", UNLISTED, Samples.OWNER), Samples.ALONE);
              answer(work, KEYED, "t1");
              answer(work, UNLISTED, "t2");
              work.turns().end(Samples.completed("t1", 1));
              return work.turns().end(Samples.completed("t2", 0));
            });
  }

  private static void answer(WriteTransaction work, SessionId session, String turn) {
    NewEvent question =
        Samples.inTurn(
            turn, Samples.event("question", EventParent.root(), large("0123456789abcdef")));
    NewEvent answer = Samples.inTurn(turn, Samples.after(question, "answer"));
    work.transcripts().append(session, List.of(question, answer));
    work.responses().add(Samples.response("resp-of-" + turn, turn, session, answer));
  }

  private static Item large(String sixteen) {
    return Item.message(Role.USER, sixteen.repeat(300 * 1024 / 16));
  }

  @AfterEach
  void close() throws SQLException {
    raw.close();
    store.storage().close();
  }

  private List<String> everything() throws SQLException {
    return raw.rows(
        "SELECT session_id, session_key, event_count FROM transcripts"
            + " UNION ALL SELECT session_id, event_id, parent_sequence FROM events"
            + " UNION ALL SELECT session_id, response_id, head_sequence FROM responses"
            + " UNION ALL SELECT session_id, turn_id, state FROM turns"
            + " UNION ALL SELECT artifact_id, 1, 1 FROM artifacts");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ON  | DELETE FROM events",
        "OFF | DELETE FROM events",
        "ON  | DELETE FROM events WHERE session_id = 'session-unlisted'",
        "OFF | DELETE FROM events WHERE session_id = 'session-unlisted' AND sequence = 2",
        "ON  | DELETE FROM transcripts",
        "OFF | DELETE FROM transcripts",
        "ON  | DELETE FROM transcripts WHERE session_key IS NOT NULL",
        "OFF | DELETE FROM transcripts WHERE session_key IS NOT NULL",
        "ON  | DELETE FROM artifacts",
        "OFF | DELETE FROM artifacts",
        "ON  | UPDATE transcripts SET session_key = NULL",
        "OFF | UPDATE transcripts SET session_key = NULL",
        "OFF | UPDATE transcripts SET session_key = 'agent:main:web:direct:bob'",
        "OFF | UPDATE transcripts SET session_id = 'session-other' WHERE session_key IS NULL",
        "ON  | REPLACE INTO transcripts (session_id, started_at_micros) VALUES ('session-keyed',"
            + " 1)",
        "OFF | REPLACE INTO transcripts (session_id, started_at_micros) VALUES ('session-keyed',"
            + " 1)",
        "ON  | REPLACE INTO transcripts (session_id, started_at_micros) VALUES ('session-unlisted',"
            + " 1)"
      })
  void a_statement_that_removes_anything_else_is_aborted(String foreignKeys, String sql)
      throws SQLException {
    raw.execute("PRAGMA foreign_keys = " + foreignKeys);
    List<String> before = everything();

    assertThatThrownBy(() -> raw.execute(sql)).isInstanceOf(SQLException.class);

    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void an_unlisted_transcript_takes_its_events_and_responses_along() throws SQLException {
    assertThat(removed()).isEqualTo(1);

    assertThat(raw.rows("SELECT session_id FROM transcripts")).containsExactly("session-keyed");
    assertThat(raw.rows("SELECT session_id, event_id FROM events ORDER BY sequence"))
        .containsExactly("session-keyed|question", "session-keyed|answer");
    assertThat(raw.rows("SELECT response_id FROM responses")).containsExactly("resp-of-t1");
    assertThat(raw.rows("SELECT turn_id, session_key, session_id, state FROM turns"))
        .containsExactly(
            "t1|agent:main:web:direct:ann|session-keyed|completed", "t2|-|-|completed");
    assertThat(raw.rows("PRAGMA foreign_key_check")).isEmpty();
  }

  private int removed() {
    return store
        .transactions()
        .inAgent(AgentId.MAIN, work -> work.responses().removeUnlistedBefore(Samples.at(100), 10));
  }

  @Test
  void an_artifact_goes_with_the_last_event_that_refers_to_it() throws SQLException {
    NewEvent own = Samples.event("own", EventParent.root(), large("fedcba9876543210"));
    NewEvent again = Samples.event("again", EventParent.root(), large("fedcba9876543210"));
    store
        .transactions()
        .inAgent(AgentId.MAIN, work -> work.transcripts().append(UNLISTED, List.of(own, again)));
    String shared =
        raw.value("SELECT artifact_id FROM events WHERE session_id = 'session-keyed' LIMIT 1");
    List<String> before = raw.rows("SELECT artifact_id FROM artifacts");

    assertThat(removed()).isEqualTo(1);

    assertThat(before).hasSize(2).contains(shared);
    assertThat(raw.rows("SELECT artifact_id FROM artifacts")).containsExactly(shared);
  }

  @Test
  void an_artifact_that_only_removed_transcripts_shared_goes_with_them() throws SQLException {
    SessionId other = Samples.session("other");
    NewEvent own = Samples.event("own", EventParent.root(), large("fedcba9876543210"));
    NewEvent theirs = Samples.event("theirs", EventParent.root(), large("fedcba9876543210"));
    store
        .transactions()
        .inAgent(
            AgentId.MAIN,
            work -> {
              work.transcripts().beginUnlisted(other, Samples.at(2));
              work.transcripts().append(other, List.of(theirs));
              return work.transcripts().append(UNLISTED, List.of(own));
            });

    assertThat(removed()).isEqualTo(2);

    assertThat(raw.rows("SELECT artifact_id FROM artifacts EXCEPT SELECT artifact_id FROM events"))
        .isEmpty();
    assertThat(raw.value("SELECT count(*) FROM artifacts")).isEqualTo("1");
  }

  @Test
  void the_writer_that_let_go_of_large_content_can_store_it_again() throws SQLException {
    NewEvent own = Samples.event("own", EventParent.root(), large("fedcba9876543210"));
    NewEvent again = Samples.event("again", EventParent.root(), large("fedcba9876543210"));
    store
        .transactions()
        .inAgent(AgentId.MAIN, work -> work.transcripts().append(UNLISTED, List.of(own)));
    String before = raw.value("SELECT artifact_id FROM events WHERE event_id = 'own'");

    assertThat(removed()).isEqualTo(1);
    assertThat(raw.rows("SELECT artifact_id FROM artifacts")).hasSize(1).doesNotContain(before);
    store
        .transactions()
        .inAgent(AgentId.MAIN, work -> work.transcripts().append(KEYED, List.of(again)));

    assertThat(raw.value("SELECT artifact_id FROM events WHERE event_id = 'again'"))
        .isEqualTo(before);
    assertThat(
            raw.value(
                "SELECT length(content) > 256 * 1024 FROM artifacts"
                    + " WHERE artifact_id = '"
                    + before
                    + "'"))
        .isEqualTo("1");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 1001})
  void a_removal_without_a_bound_is_refused(int limit) {
    assertThatThrownBy(
            () ->
                store
                    .transactions()
                    .inAgent(
                        AgentId.MAIN,
                        work -> work.responses().removeUnlistedBefore(Samples.at(100), limit)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
