package dev.holdfast.ports.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.response.ResponseId;
import dev.holdfast.domain.session.SessionId;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.transcript.EventId;
import dev.holdfast.domain.transcript.EventParent;
import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.transcript.NewEvent;
import dev.holdfast.domain.transcript.Role;
import dev.holdfast.domain.turn.FailureCause;
import dev.holdfast.domain.turn.TurnChange;
import dev.holdfast.domain.turn.TurnEnding;
import dev.holdfast.domain.turn.TurnFailure;
import dev.holdfast.domain.turn.TurnId;
import dev.holdfast.domain.turn.TurnProgress;
import dev.holdfast.domain.turn.TurnRecord;
import dev.holdfast.domain.turn.TurnScope;
import dev.holdfast.domain.turn.TurnState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Unlisted transcripts are removed whole once nobody has gone on with them for long. */
public interface RemovalContract extends OpenStoreContract {

  private int removedBefore(int second, int limit) {
    return store()
        .transactions()
        .inAgent(AGENT, work -> work.responses().removeUnlistedBefore(Samples.at(second), limit));
  }

  /** An unlisted transcript with a response whose turn began so many seconds after the first. */
  private SessionId answered(String name, int second) {
    SessionId session = Samples.session(name);
    inStore(work -> work.transcripts().beginUnlisted(session, Samples.at(second)));
    goOn(session, name, second);
    end(Samples.completed("turn-" + name, 0));
    return session;
  }

  private void goOn(SessionId session, String name, int second) {
    String turn = "turn-" + name;
    NewEvent question = Samples.inTurn(turn, Samples.first("question-" + name));
    NewEvent answer = Samples.inTurn(turn, Samples.after(question, "answer-" + name));
    inStore(
        work -> {
          work.turns().start(startedAt(turn, session, Samples.at(second)), Samples.ALONE);
          work.transcripts().append(session, List.of(question, answer));
          work.responses().add(Samples.response("resp-" + name, turn, session, answer));
        });
  }

  private static TurnChange.Started startedAt(String turn, SessionId session, Instant at) {
    TurnChange.Started started = Samples.unlisted(turn, session, Samples.OWNER);
    return new TurnChange.Started(
        started.turn(),
        started.scope(),
        started.request(),
        started.origin(),
        started.api(),
        started.requestedModel(),
        started.effective(),
        started.history(),
        started.owner(),
        at);
  }

  private List<String> responsesLeft(String... names) {
    return Stream.of(names)
        .filter(name -> store().responses().byId(AGENT, new ResponseId("resp-" + name)).isPresent())
        .toList();
  }

  private boolean removed(String name) {
    return store()
        .transactions()
        .inAgent(AGENT, work -> work.responses().remove(new ResponseId("resp-" + name)));
  }

  @Test
  default void the_last_response_of_an_unlisted_transcript_takes_it_along() {
    SessionId session = answered("first", 100);
    goOn(session, "second", 100);
    end(Samples.completed("turn-second", 0));

    assertThat(removed("first")).isTrue();
    assertThat(store().responses().events(AGENT, new EventId("question-first"))).isNotEmpty();

    assertThat(removed("second")).isTrue();
    assertThat(store().responses().events(AGENT, new EventId("question-first"))).isEmpty();
    assertThat(TurnsOf.none(store().turns(), AGENT)).hasSize(2);
  }

  @Test
  default void a_response_that_is_removed_leaves_a_transcript_whose_turn_runs() {
    SessionId session = Samples.session("running");
    inStore(work -> work.transcripts().beginUnlisted(session, Samples.at(1)));
    goOn(session, "running", 1);

    assertThat(removed("running")).isTrue();

    assertThat(store().responses().events(AGENT, new EventId("question-running"))).isNotEmpty();
    end(Samples.completed("turn-running", 0));
    assertThat(removedBefore(2, 10)).isEqualTo(1);
  }

  @Test
  default void what_is_removed_is_gone_with_its_events_and_responses() {
    SessionId session = answered("old", 100);

    assertThat(removedBefore(101, 10)).isEqualTo(1);

    assertThat(responsesLeft("old")).isEmpty();
    assertThat(store().responses().eventsOf(AGENT, session, new TurnId("turn-old"))).isEmpty();
    assertThat(store().responses().events(AGENT, new EventId("question-old"))).isEmpty();
    assertThat(TurnsOf.session(store().turns(), AGENT, session)).isEmpty();
    assertThat(removedBefore(101, 10)).isZero();
  }

  @Test
  default void the_turns_of_what_is_removed_stay_as_rows_without_content() {
    SessionId session = answered("old", 100);
    TurnRecord before = store().turns().byId(AGENT, new TurnId("turn-old")).orElseThrow();

    assertThat(removedBefore(101, 10)).isEqualTo(1);

    TurnRecord after = store().turns().byId(AGENT, new TurnId("turn-old")).orElseThrow();
    assertThat(before.scope()).isEqualTo(new TurnScope.Unlisted(session));
    assertThat(after.scope()).isEqualTo(new TurnScope.Stateless());
    assertThat(after.progress()).isEqualTo(before.progress());
    assertThat(after.startedAt()).isEqualTo(before.startedAt());
    assertThat(TurnsOf.none(store().turns(), AGENT)).containsExactly(after);
  }

  @Test
  default void what_was_told_of_an_end_goes_with_the_transcript_and_its_cause_stays() {
    TurnFailure failure =
        new TurnFailure(
            FailureCause.UPSTREAM_RATE_LIMITED, "what the upstream said", Duration.ofSeconds(3));
    SessionId session = answered("old", 100);
    goOn(session, "failed", 100);
    goOn(session, "cancelled", 100);
    goOn(session, "interrupted", 100);
    end(Samples.ended("turn-failed", 0, new TurnEnding.Failed(failure)));
    end(Samples.ended("turn-cancelled", 0, new TurnEnding.Cancelled("the caller went away")));
    end(Samples.ended("turn-interrupted", 0, new TurnEnding.Interrupted("gone")));

    assertThat(removedBefore(101, 10)).isEqualTo(1);

    assertThat(TurnsOf.none(store().turns(), AGENT))
        .extracting(TurnRecord::progress)
        .startsWith(
            ended(new TurnEnding.Interrupted("")),
            ended(new TurnEnding.Cancelled("")),
            ended(
                new TurnEnding.Failed(new TurnFailure(failure.cause(), "", failure.retryAfter()))));
  }

  private static TurnProgress ended(TurnEnding ending) {
    return new TurnProgress.Ended(ending, Samples.at(30));
  }

  @Test
  default void what_is_told_of_the_ends_of_other_turns_is_kept() {
    TurnEnding ending =
        new TurnEnding.Failed(TurnFailure.of(FailureCause.UPSTREAM_ERROR, "what it said"));
    SessionKey key = Samples.key("ann");
    reserve(key, Samples.session("keyed"));
    long epoch = startGranted(Samples.started("t1", key, Samples.session("keyed"), Samples.OWNER));
    end(Samples.ended("t1", epoch, ending));
    startUnleased(
        Samples.started(
            "t2", new TurnScope.Stateless(), Samples.OWNER, Samples.route("openai/gpt-5.5")));
    end(Samples.ended("t2", 0, ending));
    SessionId young = answered("young", 500);
    goOn(young, "t3", 501);
    end(Samples.ended("turn-t3", 0, ending));
    answered("old", 100);

    assertThat(removedBefore(400, 10)).isEqualTo(1);

    assertThat(Stream.of("t1", "t2", "turn-t3").map(this::progressOf)).containsOnly(ended(ending));
  }

  private TurnProgress progressOf(String turn) {
    return store().turns().byId(AGENT, new TurnId(turn)).orElseThrow().progress();
  }

  @Test
  default void large_content_that_a_transcript_shares_is_read_after_the_other_is_removed() {
    Item large = Item.message(Role.USER, "0123456789abcdef".repeat(300 * 1024 / 16));
    SessionId old = answered("old", 100);
    SessionId young = answered("young", 500);
    NewEvent shared = Samples.event("shared", EventParent.root(), large);
    append(old, Samples.event("copy", EventParent.root(), large));
    append(young, shared);

    assertThat(removedBefore(200, 10)).isEqualTo(1);

    assertThat(store().responses().branch(AGENT, young, EventParent.after(shared.id())))
        .hasValue(List.of(shared.at(3)));
  }

  @Test
  default void what_began_at_the_moment_or_later_is_kept() {
    answered("before", 99);
    answered("at", 100);
    answered("after", 101);

    assertThat(removedBefore(100, 10)).isEqualTo(1);

    assertThat(responsesLeft("before", "at", "after")).containsExactly("at", "after");
  }

  @Test
  default void what_was_gone_on_with_lately_is_kept_whole() {
    SessionId session = answered("first", 100);
    goOn(session, "second", 200);
    end(Samples.completed("turn-second", 0));

    assertThat(removedBefore(200, 10)).isZero();
    assertThat(responsesLeft("first", "second")).containsExactly("first", "second");

    assertThat(removedBefore(201, 10)).isEqualTo(1);
    assertThat(responsesLeft("first", "second")).isEmpty();
  }

  @Test
  default void what_has_a_running_turn_is_kept() {
    SessionId session = answered("old", 100);
    goOn(session, "running", 101);

    assertThat(removedBefore(1000, 10)).isZero();
    assertThat(responsesLeft("old", "running")).containsExactly("old", "running");

    end(Samples.completed("turn-running", 0));
    assertThat(removedBefore(1000, 10)).isEqualTo(1);
    assertThat(stateOf("turn-running")).isEqualTo(TurnState.COMPLETED);
  }

  private TurnState stateOf(String turn) {
    return store().turns().byId(AGENT, new TurnId(turn)).orElseThrow().state();
  }

  @Test
  default void no_more_are_removed_than_the_limit_and_the_oldest_first() {
    answered("b", 102);
    answered("a", 101);
    answered("d", 104);
    answered("c", 103);

    assertThat(removedBefore(1000, 3)).isEqualTo(3);
    assertThat(responsesLeft("a", "b", "c", "d")).containsExactly("d");

    assertThat(removedBefore(1000, 3)).isEqualTo(1);
    assertThat(responsesLeft("a", "b", "c", "d")).isEmpty();
  }

  @Test
  default void one_that_never_had_a_turn_is_as_old_as_itself() {
    inStore(work -> work.transcripts().beginUnlisted(Samples.session("1"), Samples.at(100)));

    assertThat(removedBefore(100, 10)).isZero();
    assertThat(removedBefore(101, 10)).isEqualTo(1);
  }

  @Test
  default void sessions_with_a_key_are_never_touched() {
    SessionKey key = Samples.key("ann");
    SessionId session = Samples.session("keyed");
    reserve(key, session);
    long epoch = startGranted(Samples.started("t1", key, session, Samples.OWNER));
    NewEvent event = Samples.inTurn("t1", Samples.first("event"));
    append(session, event);
    moveHead(key, session, event);
    add(Samples.response("resp-keyed", "t1", session, event));
    end(Samples.completed("t1", epoch));
    answered("old", 100);

    assertThat(removedBefore(1000, 10)).isEqualTo(1);

    assertThat(responsesLeft("keyed", "old")).containsExactly("keyed");
    assertThat(present(key).path()).containsExactly(event.at(1));
    assertThat(TurnsOf.session(store().turns(), AGENT, session))
        .extracting(TurnRecord::scope)
        .containsExactly(new TurnScope.Keyed(key, session));
  }

  @Test
  default void a_long_branch_is_removed_whole_and_another_stays() {
    SessionId session = answered("old", 100);
    answered("young", 500);
    EventParent end = EventParent.after(new EventId("answer-old"));
    for (int number = 0; number < 200; number++) {
      NewEvent next = Samples.event("event-" + number, end);
      append(session, next);
      end = EventParent.after(next.id());
    }

    assertThat(removedBefore(200, 10)).isEqualTo(1);

    assertThat(store().responses().events(AGENT, new EventId("event-199"))).isEmpty();
    assertThat(responsesLeft("old", "young")).containsExactly("young");
    assertThat(store().responses().events(AGENT, new EventId("answer-young"))).hasSize(1);
  }
}
