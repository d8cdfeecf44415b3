package dev.holdfast.app.usecase;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.response.Execution;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.token.AgentBinding;
import dev.holdfast.domain.token.Caller;
import dev.holdfast.domain.token.KeyBinding;
import dev.holdfast.domain.token.Scope;
import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.transcript.RawFields;
import dev.holdfast.domain.transcript.Role;
import dev.holdfast.domain.turn.FailureCause;
import dev.holdfast.domain.turn.FinishReason;
import dev.holdfast.domain.turn.PreviousAttempt;
import dev.holdfast.domain.turn.RefusalReason;
import dev.holdfast.domain.turn.RequestDigest;
import dev.holdfast.domain.turn.TurnApi;
import dev.holdfast.domain.turn.TurnFailure;
import dev.holdfast.domain.turn.TurnId;
import dev.holdfast.domain.turn.TurnRecord;
import dev.holdfast.domain.turn.TurnState;
import dev.holdfast.ports.contract.TurnsOf;
import dev.holdfast.ports.in.Conversations.Turn;
import dev.holdfast.ports.in.Conversations.TurnObserver;
import dev.holdfast.ports.in.Conversations.TurnOutcome;
import dev.holdfast.ports.in.TurnFacts;
import dev.holdfast.ports.in.TurnRequest;
import dev.holdfast.ports.in.TurnRequest.Arrival;
import dev.holdfast.ports.in.TurnRequest.Repetition;
import dev.holdfast.ports.in.TurnRequest.Target;
import dev.holdfast.ports.in.TurnRequest.WhenBusy;
import dev.holdfast.ports.out.model.ModelCall.Delivery;
import dev.holdfast.ports.out.model.ModelDelta;
import dev.holdfast.ports.out.model.ModelOutcome;
import dev.holdfast.ports.out.read.SessionReads.SessionSnapshot;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A request that comes again")
class RepeatedRequestTest {

  private static final Target KEYED = new Target.ByKey(TurnFixture.KEY);
  private static final Target STATELESS = new Target.Stateless();
  private static final String BODY = "a";
  private static final String OTHER_BODY = "b";

  private final TurnFixture fixture = TurnFixture.started();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void stop_threads() {
    threads.shutdownNow();
  }

  /** Hears everything, and whether it was told before. */
  private static final class Heard implements TurnObserver {

    private final List<String> told = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch started = new CountDownLatch(1);

    @Override
    public void named(TurnId turn) {
      told.add("named");
    }

    @Override
    public void replaying() {
      told.add("replaying");
    }

    @Override
    public void started(TurnFacts facts) {
      told.add("started");
      started.countDown();
    }

    @Override
    public void delta(ModelDelta delta) {
      told.add(delta instanceof ModelDelta.Text text ? text.text() : delta.toString());
    }
  }

  private static Arrival named(String name, String body) {
    return arrival(new Repetition.Named(name), body);
  }

  private static Arrival sentAgain(String body) {
    return arrival(new Repetition.SentAgain(), body);
  }

  private static Arrival arrival(Repetition repetition, String body) {
    return new Arrival(new RequestDigest(body.repeat(64)), repetition, WhenBusy.QUEUE);
  }

  private static TurnRequest request(Target target, Arrival arrival, String text) {
    return TurnFixture.arriving(
        TurnFixture.request(target, "holdfast", text), arrival, Delivery.WHOLE);
  }

  private TurnOutcome say(Arrival arrival, String text) {
    return fixture.run(request(KEYED, arrival, text));
  }

  private static TurnOutcome.Completed completed(TurnOutcome outcome) {
    return (TurnOutcome.Completed) outcome;
  }

  /** Times are kept to the microsecond. */
  private static TurnFacts kept(TurnFacts facts) {
    return new TurnFacts(
        facts.turn(),
        facts.scope(),
        facts.route(),
        facts.history(),
        facts.startedAt().truncatedTo(ChronoUnit.MICROS));
  }

  private static RefusalReason refused(TurnOutcome outcome) {
    return ((TurnOutcome.Refused) outcome).refusal().reason();
  }

  private void nextFails() {
    fixture.upstream.script =
        call -> {
          fixture.upstream.script = again -> ScriptedRuntime.answered("ok");
          return new ModelOutcome.Failed(
              TurnFailure.of(FailureCause.UPSTREAM_ERROR, "the provider is out of order"));
        };
  }

  private List<TurnRecord> turns() {
    SessionSnapshot.Present present =
        (SessionSnapshot.Present)
            fixture
                .store
                .sessionReads()
                .snapshot(AgentId.MAIN, SessionKey.ofStored(TurnFixture.KEY));
    return TurnsOf.session(fixture.store.turnReads(), AgentId.MAIN, present.entry().id());
  }

  private long events() {
    return ((SessionSnapshot.Present)
            fixture
                .store
                .sessionReads()
                .snapshot(AgentId.MAIN, SessionKey.ofStored(TurnFixture.KEY)))
        .entry()
        .eventCount();
  }

  @Test
  void under_a_name_is_answered_from_the_store() {
    TurnOutcome.Completed first = completed(say(named("n", BODY), "hello"));
    Heard heard = new Heard();

    TurnOutcome.Completed again =
        completed(
            fixture.conversations.prepare(request(KEYED, named("n", BODY), "hello"), heard).run());

    assertThat(kept(again.facts())).isEqualTo(kept(first.facts()));
    assertThat(again.choices()).isEqualTo(first.choices());
    assertThat(again.usage()).isEqualTo(first.usage());
    assertThat(again.extra()).isEqualTo(first.extra());
    assertThat(Duration.between(again.at(), first.at()).abs()).isLessThan(Duration.ofMillis(1));
    assertThat(heard.told).containsExactly("named", "replaying", "started");
    assertThat(fixture.upstream.calls).hasSize(1);
    assertThat(fixture.transcript()).containsExactly("USER:hello", "ASSISTANT:ok");
  }

  @Test
  void as_a_stream_hears_the_answer_in_pieces_once_more() {
    say(named("n", BODY), "hello");
    Heard heard = new Heard();
    TurnRequest streamed =
        TurnFixture.arriving(
            TurnFixture.request(KEYED, "holdfast", "hello"), named("n", BODY), Delivery.STREAMED);

    fixture.conversations.prepare(streamed, heard).run();

    assertThat(heard.told).containsExactly("named", "replaying", "started", "ok");
  }

  @Test
  void without_a_session_is_answered_from_what_is_kept_under_its_name() {
    TurnOutcome.Completed first =
        completed(fixture.run(request(STATELESS, named("n", BODY), "hello")));

    TurnOutcome.Completed again =
        completed(fixture.run(request(STATELESS, named("n", BODY), "hello")));

    assertThat(again.choices()).isEqualTo(first.choices());
    assertThat(kept(again.facts())).isEqualTo(kept(first.facts()));
    assertThat(fixture.upstream.calls).hasSize(1);
  }

  @Test
  void under_a_name_that_another_request_has_is_refused_and_the_first_is_kept() {
    say(named("n", BODY), "hello");

    assertThat(refused(say(named("n", OTHER_BODY), "something else")))
        .isEqualTo(RefusalReason.IDEMPOTENCY_CONFLICT);

    assertThat(completed(say(named("n", BODY), "hello")).choices()).hasSize(1);
    assertThat(fixture.upstream.calls).hasSize(1);
    assertThat(fixture.transcript()).containsExactly("USER:hello", "ASSISTANT:ok");
  }

  @Test
  void under_the_same_name_in_another_session_or_by_another_token_is_another_request() {
    Caller other =
        new Caller("other", "other", Scope.WRITE, new AgentBinding.Any(), new KeyBinding.Any());
    say(named("n", BODY), "hello");

    fixture.run(request(new Target.ByKey("agent:main:elsewhere"), named("n", BODY), "hello"));
    fixture.run(
        TurnFixture.arriving(
            TurnFixture.request(
                other, KEYED, "holdfast", List.of(Item.message(Role.USER, "hello"))),
            named("n", BODY),
            Delivery.WHOLE));

    assertThat(fixture.upstream.calls).hasSize(3);
  }

  @Test
  void after_a_day_is_a_new_request() {
    say(named("n", BODY), "hello");
    fixture.clock.ahead = EarlierAttempts.NAMED_LIFETIME.plusMinutes(1);

    say(named("n", BODY), "hello");

    assertThat(fixture.upstream.calls).hasSize(2);
  }

  @Test
  void after_a_failure_is_tried_again_with_the_input_that_is_stored() {
    nextFails();
    TurnOutcome.Failed failed = (TurnOutcome.Failed) say(named("n", BODY), "hello");

    completed(say(named("n", BODY), "hello"));
    completed(say(named("n", BODY), "hello"));

    assertThat(fixture.transcript()).containsExactly("USER:hello", "ASSISTANT:ok");
    assertThat(events()).as("the question is stored once").isEqualTo(2);
    assertThat(turns())
        .extracting(TurnRecord::state)
        .containsExactly(TurnState.COMPLETED, TurnState.FAILED);
    assertThat(turns().getFirst().origin().previous())
        .isEqualTo(new PreviousAttempt.Of(failed.facts().turn()));
    assertThat(fixture.lastPrompt()).containsExactly("SYSTEM:Be brief.", "USER:hello");
  }

  @Test
  void without_a_name_takes_over_the_stored_question_too() {
    nextFails();
    fixture.say("hello");

    completed(fixture.say("hello"));

    assertThat(fixture.transcript()).containsExactly("USER:hello", "ASSISTANT:ok");
    assertThat(events()).isEqualTo(2);
  }

  @Test
  void with_more_to_say_takes_over_what_is_stored_of_it() {
    nextFails();
    fixture.say("hello");

    fixture.run(
        TurnFixture.request(
            KEYED,
            "holdfast",
            List.of(Item.message(Role.USER, "hello"), Item.message(Role.USER, "are you there?"))));

    assertThat(fixture.transcript())
        .containsExactly("USER:hello", "USER:are you there?", "ASSISTANT:ok");
    assertThat(events()).isEqualTo(3);
  }

  @Test
  void with_something_else_to_say_leaves_the_unanswered_question_beside_the_way() {
    nextFails();
    fixture.say("hello");

    fixture.say("good evening");

    assertThat(fixture.transcript()).containsExactly("USER:good evening", "ASSISTANT:ok");
    assertThat(events()).isEqualTo(3);
  }

  @Test
  void after_a_cancellation_does_not_see_what_had_come() throws Exception {
    fixture.upstream.script =
        call -> {
          fixture.upstream.script = again -> ScriptedRuntime.answered("whole");
          return new ModelOutcome.Cancelled(List.of(Item.message(Role.ASSISTANT, "half an ans")));
        };
    Heard heard = new Heard();
    Turn turn = fixture.conversations.prepare(request(KEYED, named("n", BODY), "hello"), heard);
    Future<TurnOutcome> cancelled = threads.submit(turn::run);
    assertThat(heard.started.await(20, TimeUnit.SECONDS)).isTrue();
    stopAll();
    assertThat(cancelled.get(20, TimeUnit.SECONDS)).isInstanceOf(TurnOutcome.Aborted.class);
    assertThat(fixture.transcript()).containsExactly("USER:hello", "ASSISTANT:half an ans");

    completed(say(named("n", BODY), "hello"));

    assertThat(fixture.transcript()).containsExactly("USER:hello", "ASSISTANT:whole");
    assertThat(events()).isEqualTo(3);
  }

  private void stopAll() {
    fixture.running().stopAll(StopReason.REQUESTED);
  }

  @Test
  void that_was_refused_for_what_it_says_is_refused_again_as_before() {
    Heard heard = new Heard();
    TurnRequest wrong =
        TurnFixture.arriving(
            TurnFixture.request(KEYED, "nobody/knows-this", "hello"),
            named("n", BODY),
            Delivery.WHOLE);
    TurnOutcome first = fixture.run(wrong);

    TurnOutcome again = fixture.conversations.prepare(wrong, heard).run();

    assertThat(refused(first)).isEqualTo(RefusalReason.MODEL_NOT_FOUND);
    assertThat(again).isEqualTo(first);
    assertThat(heard.told).containsExactly("replaying");
    assertThat(refused(say(named("n", OTHER_BODY), "hello")))
        .isEqualTo(RefusalReason.IDEMPOTENCY_CONFLICT);
  }

  @Test
  void that_was_refused_for_what_stood_in_its_way_is_a_new_request() {
    fixture.writes.failAfter(0, 1);
    assertThat(refused(say(named("n", BODY), "hello"))).isEqualTo(RefusalReason.STORAGE_FULL);

    completed(say(named("n", BODY), "hello"));

    assertThat(fixture.transcript()).containsExactly("USER:hello", "ASSISTANT:ok");
  }

  @Test
  void while_it_runs_joins_and_hears_all_of_it() throws Exception {
    CountDownLatch free = new CountDownLatch(1);
    fixture.upstream.script =
        call -> {
          ResponseTalk.await(free);
          return ScriptedRuntime.answered("ok");
        };
    Heard first = new Heard();
    Heard second = new Heard();
    Future<TurnOutcome> running =
        threads.submit(
            fixture.conversations.prepare(request(KEYED, named("n", BODY), "hello"), first)::run);
    assertThat(first.started.await(20, TimeUnit.SECONDS)).isTrue();
    Future<TurnOutcome> joined =
        threads.submit(
            fixture.conversations.prepare(request(KEYED, named("n", BODY), "hello"), second)::run);
    assertThat(second.started.await(20, TimeUnit.SECONDS)).as("it joined").isTrue();
    assertThat(refused(say(named("n", OTHER_BODY), "else")))
        .isEqualTo(RefusalReason.IDEMPOTENCY_CONFLICT);

    free.countDown();

    assertThat(joined.get(20, TimeUnit.SECONDS)).isEqualTo(running.get(20, TimeUnit.SECONDS));
    assertThat(second.told).containsExactly("named", "started");
    assertThat(fixture.upstream.calls).hasSize(1);
    assertThat(fixture.transcript()).containsExactly("USER:hello", "ASSISTANT:ok");
  }

  @Test
  void that_another_process_answers_meanwhile_is_told_of_under_one_identity() {
    Heard streamed = new Heard();
    Heard whole = new Heard();

    TurnOutcome refused = answeredElsewhere(Delivery.STREAMED, streamed);
    TurnOutcome replayed = answeredElsewhere(Delivery.WHOLE, whole);

    assertThat(refused(refused)).isEqualTo(RefusalReason.SESSION_QUEUE_FULL);
    assertThat(streamed.told).containsExactly("named");
    assertThat(completed(replayed).choices()).isNotEmpty();
    assertThat(whole.told).containsExactly("named", "named", "replaying", "started");
    assertThat(fixture.upstream.calls).isEmpty();
  }

  /** What comes of a request that another process answers after it was looked for here. */
  private TurnOutcome answeredElsewhere(Delivery delivery, Heard heard) {
    TurnFixture other = fixture.beside();
    TurnRequest request = response(named(delivery.name(), BODY), delivery);
    AtomicBoolean first = new AtomicBoolean(true);
    fixture.writes.before(
        () -> {
          if (first.getAndSet(false)) {
            completed(other.run(request));
          }
        });
    TurnOutcome outcome = fixture.conversations.prepare(request, heard).run();
    assertThat(completed(fixture.run(request)).choices()).isNotEmpty();
    assertThat(other.upstream.calls).hasSize(1);
    return outcome;
  }

  private static TurnRequest response(Arrival arrival, Delivery delivery) {
    return TurnFixture.arriving(
        TurnFixture.request(KEYED, "holdfast", "hello"),
        arrival,
        delivery,
        TurnApi.RESPONSES,
        new TurnRequest.ResponseWish.Kept(RawFields.NONE, Execution.FOREGROUND));
  }

  @Test
  void that_a_client_calls_a_retry_counts_as_the_same() {
    completed(say(arrival(new Repetition.None(), BODY), "hello"));

    TurnOutcome.Completed again = completed(say(sentAgain(BODY), "hello"));
    completed(say(sentAgain(OTHER_BODY), "something else"));

    assertThat(again.choices().getFirst().items())
        .containsExactly(Item.message(Role.ASSISTANT, "ok"));
    assertThat(fixture.upstream.calls).hasSize(2);
    assertThat(fixture.transcript())
        .containsExactly("USER:hello", "ASSISTANT:ok", "USER:something else", "ASSISTANT:ok");
  }

  @Test
  void that_a_client_calls_a_retry_is_found_behind_a_new_session() {
    TurnOutcome.Completed first = completed(say(arrival(new Repetition.None(), BODY), "hello"));
    fixture.say("/new");

    TurnOutcome.Completed again = completed(say(sentAgain(BODY), "hello"));

    assertThat(kept(again.facts())).isEqualTo(kept(first.facts()));
    assertThat(fixture.upstream.calls).hasSize(1);
    assertThat(fixture.transcript()).as("the new session is untouched").isEmpty();
  }

  @Test
  void that_says_the_same_again_in_a_new_session_is_a_new_request() {
    completed(say(arrival(new Repetition.None(), BODY), "begin"));
    fixture.say("/new");
    fixture.clock.ahead = EarlierAttempts.RETRY_BEHIND_OTHERS_WITHIN.plusSeconds(1);

    completed(say(sentAgain(BODY), "begin"));

    assertThat(fixture.transcript()).containsExactly("USER:begin", "ASSISTANT:ok");
    assertThat(fixture.upstream.calls).hasSize(2);
  }

  @Test
  void that_says_the_same_again_after_something_else_is_a_new_request() {
    completed(say(arrival(new Repetition.None(), BODY), "yes"));
    completed(say(arrival(new Repetition.None(), OTHER_BODY), "and now?"));
    fixture.clock.ahead = EarlierAttempts.RETRY_BEHIND_OTHERS_WITHIN.plusSeconds(1);

    completed(say(sentAgain(BODY), "yes"));

    assertThat(fixture.transcript())
        .containsExactly(
            "USER:yes",
            "ASSISTANT:ok",
            "USER:and now?",
            "ASSISTANT:ok",
            "USER:yes",
            "ASSISTANT:ok");
  }

  @Test
  void that_a_client_calls_a_retry_in_a_session_by_id_is_looked_for_there_only() {
    TurnOutcome.Completed first = completed(say(arrival(new Repetition.None(), BODY), "hello"));
    fixture.say("/new");
    completed(fixture.say("good morning"));
    Target now = new Target.ById(TurnFixture.KEY, session());

    completed(fixture.run(request(now, sentAgain(BODY), "hello")));

    assertThat(fixture.transcript())
        .containsExactly("USER:good morning", "ASSISTANT:ok", "USER:hello", "ASSISTANT:ok");
    assertThat(turns()).extracting(TurnRecord::id).doesNotContain(first.facts().turn());
  }

  private String session() {
    return ((SessionSnapshot.Present)
            fixture
                .store
                .sessionReads()
                .snapshot(AgentId.MAIN, SessionKey.ofStored(TurnFixture.KEY)))
        .entry()
        .id()
        .value();
  }

  @Test
  void that_a_client_calls_a_retry_after_too_long_is_a_new_request() {
    completed(say(arrival(new Repetition.None(), BODY), "hello"));
    fixture.clock.ahead = EarlierAttempts.RETRY_WITHIN.plusMinutes(1);

    completed(say(sentAgain(BODY), "hello"));

    assertThat(fixture.upstream.calls).hasSize(2);
  }

  @Test
  void that_nobody_calls_a_retry_is_another_one() {
    say(arrival(new Repetition.None(), BODY), "hello");
    say(arrival(new Repetition.None(), BODY), "hello");

    assertThat(fixture.transcript())
        .containsExactly("USER:hello", "ASSISTANT:ok", "USER:hello", "ASSISTANT:ok");
  }

  @Test
  void is_done_though_its_caller_goes_away_if_it_has_a_name() throws Exception {
    CountDownLatch free = new CountDownLatch(1);
    fixture.upstream.script =
        call -> {
          if (TurnFixture.text(call.prompt().getLast().item()).equals("USER:hello elsewhere")) {
            return new ModelOutcome.Cancelled(List.of());
          }
          ResponseTalk.await(free);
          return ScriptedRuntime.answered("ok");
        };
    Future<TurnOutcome> named = abandoned(request(KEYED, named("n", BODY), "hello"));
    Arrival plain = arrival(new Repetition.None(), OTHER_BODY);
    Future<TurnOutcome> unnamed =
        abandoned(request(new Target.ByKey("agent:main:elsewhere"), plain, "hello elsewhere"));

    // Both were left at the same time, so what ends the one would have ended the other by now.
    assertThat(unnamed.get(20, TimeUnit.SECONDS)).isInstanceOf(TurnOutcome.Cancelled.class);
    free.countDown();

    assertThat(named.get(20, TimeUnit.SECONDS)).isInstanceOf(TurnOutcome.Completed.class);
    assertThat(completed(say(named("n", BODY), "hello")).choices()).hasSize(1);
  }

  /** Runs a turn whose caller goes away as soon as it has begun. */
  private Future<TurnOutcome> abandoned(TurnRequest request) throws InterruptedException {
    Heard heard = new Heard();
    Turn turn = fixture.conversations.prepare(request, heard);
    Future<TurnOutcome> running = threads.submit(turn::run);
    assertThat(heard.started.await(20, TimeUnit.SECONDS)).isTrue();
    turn.callerGone();
    return running;
  }

  @Test
  void keeps_what_its_answer_had_beside_the_words() {
    fixture.upstream.script =
        call ->
            new ModelOutcome.Answered(
                List.of(
                    new ModelOutcome.Choice(
                        List.of(Item.message(Role.ASSISTANT, "ok")),
                        FinishReason.LENGTH,
                        new RawFields("{\"logprobs\":{\"content\":[]}}"))),
                new ModelOutcome.ReportedUsage.Unknown(),
                new RawFields("{\"system_fingerprint\":\"fp\"}"));
    TurnOutcome.Completed first = completed(say(named("n", BODY), "hello"));

    TurnOutcome.Completed again = completed(say(named("n", BODY), "hello"));

    assertThat(again.choices()).isEqualTo(first.choices());
    assertThat(again.extra()).isEqualTo(first.extra());
  }

  @Test
  void whose_answer_had_no_words_is_told_without_words_again() {
    fixture.upstream.script =
        call ->
            new ModelOutcome.Answered(
                List.of(new ModelOutcome.Choice(List.of(), FinishReason.STOP, RawFields.NONE)),
                new ModelOutcome.ReportedUsage.Unknown(),
                RawFields.NONE);
    TurnOutcome.Completed first = completed(say(named("n", BODY), "hello"));

    assertThat(completed(say(named("n", BODY), "hello")).choices()).isEqualTo(first.choices());
  }
}
