package dev.holdfast.ports.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.domain.response.Execution;
import dev.holdfast.domain.response.NewResponse;
import dev.holdfast.domain.response.PreviousResponse;
import dev.holdfast.domain.response.ResponseId;
import dev.holdfast.domain.response.ResponseRecord;
import dev.holdfast.domain.session.SessionId;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.transcript.EventId;
import dev.holdfast.domain.transcript.EventParent;
import dev.holdfast.domain.transcript.NewEvent;
import dev.holdfast.domain.transcript.RawFields;
import dev.holdfast.domain.turn.TurnChange;
import dev.holdfast.domain.turn.TurnId;
import dev.holdfast.domain.turn.TurnProgress;
import dev.holdfast.domain.turn.TurnScope;
import dev.holdfast.ports.out.env.StorageFailure;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Response objects are read back as they began and ended, until they are removed. */
public interface ResponseRecordContract extends OpenStoreContract {

  private Optional<ResponseRecord> stored(String response) {
    return store().responses().byId(AGENT, new ResponseId(response));
  }

  private ResponseRecord kept(String response) {
    Optional<ResponseRecord> found = stored(response);
    assertThat(found).as(response).isPresent();
    return found.orElseThrow();
  }

  /** An unlisted transcript with the input of a running turn. */
  private NewEvent asked(SessionId session, String turn) {
    NewEvent input = Samples.inTurn(turn, Samples.first("input-of-" + turn));
    inStore(
        work -> {
          work.transcripts().beginUnlisted(session, Samples.at(1));
          work.turns().start(Samples.unlisted(turn, session, Samples.OWNER), Samples.ALONE);
          work.transcripts().append(session, List.of(input));
        });
    return input;
  }

  private void refused(NewResponse response) {
    assertThatThrownBy(() -> add(response))
        .isInstanceOfSatisfying(
            StorageFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(StorageFailure.Code.CONSTRAINT));
  }

  @Test
  default void a_response_is_read_back_as_it_began() {
    SessionId session = Samples.session("1");
    NewEvent input = asked(session, "t1");
    RawFields settings =
        new RawFields("{ \"b\": 1.0e2,\"a\":\"\\u00e9\u00e9\ud83d\ude00\",  \"a\":{}}");
    NewResponse response =
        new NewResponse(
            new ResponseId("resp_1"),
            new PreviousResponse.After(new ResponseId("resp_gone")),
            new TurnId("t1"),
            session,
            EventParent.after(input.id()),
            settings,
            Execution.BACKGROUND);

    add(response);

    assertThat(kept("resp_1"))
        .isEqualTo(
            new ResponseRecord(
                response.id(),
                response.previous(),
                session,
                response.head(),
                settings,
                RawFields.NONE,
                Execution.BACKGROUND,
                store().turns().byId(AGENT, new TurnId("t1")).orElseThrow()));
    assertThat(kept("resp_1").turn().scope()).isEqualTo(new TurnScope.Unlisted(session));
    assertThat(kept("resp_1").turn().progress()).isEqualTo(new TurnProgress.Running());
  }

  @Test
  default void a_response_without_a_previous_one_and_without_events_is_read_back() {
    SessionId session = Samples.session("1");
    asked(session, "t1");

    add(Samples.response("resp_1", "t1", session, EventParent.root()));

    assertThat(kept("resp_1").previous()).isEqualTo(new PreviousResponse.None());
    assertThat(kept("resp_1").head()).isEqualTo(EventParent.root());
    assertThat(kept("resp_1").execution()).isEqualTo(Execution.FOREGROUND);
  }

  @Test
  default void the_end_of_a_response_moves_its_head_and_keeps_what_the_upstream_told() {
    SessionId session = Samples.session("1");
    NewEvent input = asked(session, "t1");
    NewEvent answer = Samples.inTurn("t1", Samples.after(input, "answer"));
    RawFields extra = new RawFields("{\"service_tier\":\"default\"}");
    add(Samples.response("resp_1", "t1", session, input));
    TurnChange.Ended ended = Samples.completed("t1", 0);

    inStore(
        work -> {
          work.transcripts().append(session, List.of(answer));
          work.turns().end(ended);
          work.responses().end(new ResponseId("resp_1"), EventParent.after(answer.id()), extra);
        });

    ResponseRecord response = kept("resp_1");
    assertThat(response.head()).isEqualTo(EventParent.after(answer.id()));
    assertThat(response.extra()).isEqualTo(extra);
    assertThat(response.settings()).isEqualTo(new RawFields("{\"temperature\":0.5}"));
    assertThat(response.turn().progress())
        .isEqualTo(new TurnProgress.Ended(ended.ending(), ended.at()));
  }

  @Test
  default void a_response_of_a_session_with_a_key_is_kept_like_any_other() {
    SessionKey key = Samples.key("ann");
    SessionId session = Samples.session("1");
    reserve(key, session);
    startGranted(Samples.started("t1", key, session, Samples.OWNER));
    NewEvent input = Samples.inTurn("t1", Samples.first("input"));
    append(session, input);

    add(Samples.response("resp_1", "t1", session, input));

    assertThat(kept("resp_1").turn().scope()).isEqualTo(new TurnScope.Keyed(key, session));
    assertThat(kept("resp_1").head()).isEqualTo(EventParent.after(input.id()));
  }

  @Test
  default void an_unknown_response_is_not_found() {
    SessionId session = Samples.session("1");
    add(Samples.response("resp_1", "t1", session, asked(session, "t1")));

    assertThat(stored("resp_2")).isEmpty();
    assertThat(stored("RESP_1")).isEmpty();
    assertThat(stored("resp_1")).isPresent();
  }

  @Test
  default void a_removed_response_is_gone_and_its_turn_and_events_stay() {
    SessionId session = Samples.session("1");
    NewEvent input = asked(session, "t1");
    add(Samples.response("resp_1", "t1", session, input));

    assertThat(removed("resp_1")).isTrue();

    assertThat(stored("resp_1")).isEmpty();
    assertThat(store().turns().byId(AGENT, new TurnId("t1"))).isPresent();
    assertThat(store().responses().eventsOf(AGENT, session, new TurnId("t1")))
        .containsExactly(input.at(1));
    assertThat(removed("resp_1")).isFalse();
  }

  private boolean removed(String response) {
    return store()
        .transactions()
        .inAgent(AGENT, work -> work.responses().remove(new ResponseId(response)));
  }

  @Test
  default void the_end_of_a_removed_response_changes_nothing() {
    SessionId session = Samples.session("1");
    NewEvent input = asked(session, "t1");
    add(Samples.response("resp_1", "t1", session, input));
    assertThat(removed("resp_1")).isTrue();

    inStore(
        work ->
            work.responses()
                .end(new ResponseId("resp_1"), EventParent.after(input.id()), RawFields.NONE));

    assertThat(stored("resp_1")).isEmpty();
  }

  @Test
  default void what_follows_a_removed_response_still_names_it() {
    SessionId session = Samples.session("1");
    add(Samples.response("resp_1", "t1", session, asked(session, "t1")));
    startUnleased(Samples.unlisted("t2", session, Samples.OWNER));
    NewResponse second = Samples.response("resp_2", "t2", session, EventParent.root());
    add(
        new NewResponse(
            second.id(),
            new PreviousResponse.After(new ResponseId("resp_1")),
            second.turn(),
            session,
            second.head(),
            second.settings(),
            second.execution()));

    assertThat(removed("resp_1")).isTrue();

    assertThat(kept("resp_2").previous())
        .isEqualTo(new PreviousResponse.After(new ResponseId("resp_1")));
  }

  @Test
  default void a_response_id_is_used_once_and_so_is_a_turn() {
    SessionId session = Samples.session("1");
    NewEvent input = asked(session, "t1");
    startUnleased(Samples.unlisted("t2", session, Samples.OWNER));
    add(Samples.response("resp_1", "t1", session, input));

    refused(Samples.response("resp_1", "t2", session, input));
    refused(Samples.response("resp_2", "t1", session, input));

    assertThat(kept("resp_1").turn().id()).isEqualTo(new TurnId("t1"));
    assertThat(stored("resp_2")).isEmpty();
  }

  @Test
  default void a_response_belongs_to_a_stored_turn_and_stands_in_its_transcript() {
    SessionId session = Samples.session("1");
    NewEvent input = asked(session, "t1");
    asked(Samples.session("2"), "t2");

    refused(Samples.response("resp_1", "unknown", session, input));
    refused(Samples.response("resp_1", "t1", Samples.session("unknown"), EventParent.root()));
    refused(Samples.response("resp_1", "t2", session, input));

    assertThat(stored("resp_1")).isEmpty();
  }

  @Test
  default void a_head_is_an_event_of_the_transcript_at_the_begin_and_at_the_end() {
    SessionId session = Samples.session("1");
    NewEvent input = asked(session, "t1");
    asked(Samples.session("2"), "t2");
    EventParent elsewhere = EventParent.after(new EventId("input-of-t2"));

    assertThatThrownBy(() -> add(Samples.response("resp_1", "t1", session, elsewhere)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(stored("resp_1")).isEmpty();

    add(Samples.response("resp_1", "t1", session, input));
    assertThatThrownBy(
            () ->
                inStore(
                    work ->
                        work.responses().end(new ResponseId("resp_1"), elsewhere, RawFields.NONE)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(kept("resp_1").head()).isEqualTo(EventParent.after(input.id()));
  }
}
