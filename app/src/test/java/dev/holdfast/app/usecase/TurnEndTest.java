package dev.holdfast.app.usecase;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.token.Caller;
import dev.holdfast.domain.transcript.Completeness;
import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.transcript.Role;
import dev.holdfast.domain.turn.FailureCause;
import dev.holdfast.domain.turn.InstanceId;
import dev.holdfast.domain.turn.RefusalReason;
import dev.holdfast.domain.turn.TurnRecord;
import dev.holdfast.domain.turn.TurnState;
import dev.holdfast.ports.contract.TurnsOf;
import dev.holdfast.ports.in.Conversations.Turn;
import dev.holdfast.ports.in.Conversations.TurnObserver;
import dev.holdfast.ports.in.Conversations.TurnOutcome;
import dev.holdfast.ports.in.Readiness;
import dev.holdfast.ports.in.TurnRequest;
import dev.holdfast.ports.in.TurnRequest.Target;
import dev.holdfast.ports.out.model.ModelOutcome;
import dev.holdfast.ports.out.read.SessionReads.SessionSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A turn that does not go well")
class TurnEndTest {

  private static final Target KEYED = new Target.ByKey(TurnFixture.KEY);
  private static final SessionKey KEY = SessionKey.ofStored(TurnFixture.KEY);

  private final TurnFixture fixture = TurnFixture.started();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void stop_threads() {
    threads.shutdownNow();
  }

  @Test
  void that_fails_leaves_the_head_where_it_was_and_the_question_stored() {
    fixture.say("one");
    fixture.upstream.script = call -> ScriptedRuntime.failed(FailureCause.UPSTREAM_ERROR);

    TurnOutcome outcome = fixture.say("lost");

    assertThat(outcome).isInstanceOf(TurnOutcome.Failed.class);
    assertThat(fixture.transcript()).containsExactly("USER:one", "ASSISTANT:ok");
    assertThat(session().entry().eventCount()).isEqualTo(3);
    assertThat(turns().getFirst().state()).isEqualTo(TurnState.FAILED);
  }

  @Test
  void whose_runtime_throws_fails_and_says_so() {
    fixture.upstream.script =
        call -> {
          throw new IllegalStateException("defect");
        };

    TurnOutcome.Failed failed = (TurnOutcome.Failed) fixture.say("one");

    assertThat(failed.failure().cause()).isEqualTo(FailureCause.INTERNAL);
    assertThat(turns().getFirst().state()).isEqualTo(TurnState.FAILED);
  }

  @Test
  void whose_observer_throws_fails_and_ends() {
    TurnObserver broken =
        new TurnFixture.OfBegin(
            () -> {
              throw new IllegalStateException("defect");
            });

    TurnOutcome outcome =
        fixture.conversations.prepare(TurnFixture.request(KEYED, "holdfast", "one"), broken).run();

    assertThat(outcome).isInstanceOf(TurnOutcome.Failed.class);
    assertThat(turns().getFirst().state()).isEqualTo(TurnState.FAILED);
  }

  @Test
  void whose_end_finds_no_room_is_stored_once_there_is_some() {
    fixture.writes.failAfter(1, 2);

    TurnOutcome outcome = fixture.say("one");

    assertThat(outcome).isInstanceOf(TurnOutcome.Completed.class);
    assertThat(fixture.transcript()).containsExactly("USER:one", "ASSISTANT:ok");
  }

  @Test
  void whose_end_is_stored_though_its_commit_failed_is_complete_and_stored_once() {
    fixture.writes.failThoughStoredAfter(1, 1);

    TurnOutcome outcome = fixture.say("one");

    assertThat(outcome).isInstanceOf(TurnOutcome.Completed.class);
    assertThat(fixture.transcript()).containsExactly("USER:one", "ASSISTANT:ok");
    assertThat(turns()).extracting(TurnRecord::state).containsExactly(TurnState.COMPLETED);
  }

  @Test
  void whose_end_is_stored_though_its_commit_failed_is_complete_once_that_can_be_read() {
    fixture.writes.failThoughStoredAfter(1, 1);
    fixture.turns.failNext(1);

    TurnOutcome outcome = fixture.say("one");

    assertThat(outcome).isInstanceOf(TurnOutcome.Completed.class);
    assertThat(fixture.transcript()).containsExactly("USER:one", "ASSISTANT:ok");
  }

  @Test
  void whose_last_commit_before_its_time_limit_failed_but_stored_it_is_complete() {
    TurnFixture hasty = TurnFixture.started(Duration.ofMillis(200));
    hasty.writes.failThoughStoredAfter(1, Integer.MAX_VALUE);

    assertThat(hasty.say("one")).isInstanceOf(TurnOutcome.Completed.class);
    assertThat(hasty.transcript()).containsExactly("USER:one", "ASSISTANT:ok");
  }

  @Test
  void without_a_session_whose_end_is_stored_though_its_commit_failed_is_complete() {
    fixture.writes.failThoughStoredAfter(1, 1);

    TurnOutcome outcome =
        fixture.run(TurnFixture.request(new Target.Stateless(), "holdfast", "one"));

    assertThat(outcome).isInstanceOf(TurnOutcome.Completed.class);
    assertThat(TurnsOf.none(fixture.store.turnReads(), AgentId.MAIN))
        .extracting(TurnRecord::state)
        .containsExactly(TurnState.COMPLETED);
  }

  @Test
  void that_was_refused_though_its_begin_is_stored_does_not_run_on() {
    fixture.writes.failThoughStoredAfter(0, 1);

    assertThat(fixture.say("one")).isInstanceOf(TurnOutcome.Refused.class);
    assertThat(turns()).extracting(TurnRecord::state).containsExactly(TurnState.INTERRUPTED);
  }

  @Test
  void without_a_session_that_was_refused_though_its_begin_is_stored_does_not_run_on() {
    fixture.writes.failThoughStoredAfter(0, 1);

    assertThat(fixture.run(TurnFixture.request(new Target.Stateless(), "holdfast", "one")))
        .isInstanceOf(TurnOutcome.Refused.class);
    assertThat(TurnsOf.none(fixture.store.turnReads(), AgentId.MAIN))
        .extracting(TurnRecord::state)
        .containsExactly(TurnState.INTERRUPTED);
  }

  @Test
  void that_somebody_else_ended_meanwhile_is_not_told_as_complete() {
    fixture.upstream.script =
        call -> {
          fixture.store.inAgent(
              AgentId.MAIN,
              transaction ->
                  transaction
                      .turns()
                      .interruptAllBut(new InstanceId("another"), "taken", Instant.EPOCH));
          return ScriptedRuntime.answered("late");
        };

    TurnOutcome.Failed failed = (TurnOutcome.Failed) fixture.say("one");

    assertThat(failed.failure().cause()).isEqualTo(FailureCause.LEASE_LOST);
    assertThat(fixture.transcript()).isEmpty();
  }

  @Test
  void whose_beginning_finds_no_room_is_refused_and_the_model_not_asked() {
    fixture.writes.failAfter(0, 1);

    assertThat(refusal(TurnFixture.request(KEYED, "holdfast", "one")))
        .isEqualTo(RefusalReason.STORAGE_FULL);
    assertThat(fixture.upstream.calls).isEmpty();
    assertThat(fixture.say("two")).isInstanceOf(TurnOutcome.Completed.class);
  }

  @Test
  void whose_end_never_finds_room_is_not_told_as_complete() {
    TurnFixture hasty = TurnFixture.started(Duration.ofMillis(300));
    hasty.writes.failAfter(1, Integer.MAX_VALUE);

    TurnOutcome.Failed failed = (TurnOutcome.Failed) hasty.say("one");

    assertThat(failed.failure().cause()).isEqualTo(FailureCause.STORAGE_FAILED);
    assertThat(hasty.transcript()).isEmpty();
    hasty.writes.failAfter(Integer.MAX_VALUE, 0);
    assertThat(hasty.say("two")).isInstanceOf(TurnOutcome.Completed.class);
    assertThat(hasty.transcript()).containsExactly("USER:two", "ASSISTANT:ok");
  }

  @Test
  void that_reaches_its_time_limit_fails() {
    TurnFixture hasty = TurnFixture.started(Duration.ofMillis(50));
    hasty.upstream.script = call -> new ModelOutcome.Cancelled(List.of());

    TurnOutcome.Failed failed = (TurnOutcome.Failed) hasty.say("one");

    assertThat(failed.failure().cause()).isEqualTo(FailureCause.TURN_TIMED_OUT);
  }

  @Test
  void whose_runtime_notices_the_time_limit_first_fails_alike() {
    TurnFixture hasty = TurnFixture.started(Duration.ofMillis(50));
    hasty.upstream.script =
        call -> {
          assertThat(neverWithin(call.timeLimit())).isTrue();
          return ScriptedRuntime.failed(FailureCause.UPSTREAM_TIMED_OUT);
        };

    TurnOutcome.Failed failed = (TurnOutcome.Failed) hasty.say("one");

    assertThat(failed.failure().cause()).isEqualTo(FailureCause.TURN_TIMED_OUT);
    assertThat(failed.failure().message()).contains("time limit");
  }

  @Test
  void whose_upstream_gives_up_by_itself_says_so() {
    fixture.upstream.script = call -> ScriptedRuntime.failed(FailureCause.UPSTREAM_TIMED_OUT);

    TurnOutcome.Failed failed = (TurnOutcome.Failed) fixture.say("one");

    assertThat(failed.failure().cause()).isEqualTo(FailureCause.UPSTREAM_TIMED_OUT);
  }

  @Test
  void nobody_hears_any_more_stores_what_came_and_ends_cancelled() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    fixture.upstream.script =
        call -> {
          asked.countDown();
          return new ModelOutcome.Cancelled(List.of(Item.message(Role.ASSISTANT, "half")));
        };
    Turn turn =
        fixture.conversations.prepare(
            TurnFixture.request(KEYED, "holdfast", "one"), new TurnFixture.OfBegin(() -> {}));
    Future<TurnOutcome> outcome = threads.submit(turn::run);
    assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();

    turn.callerGone();

    assertThat(outcome.get(20, TimeUnit.SECONDS)).isInstanceOf(TurnOutcome.Cancelled.class);
    assertThat(fixture.transcript()).containsExactly("USER:one", "ASSISTANT:half");
    assertThat(session().path().getLast().completeness()).isEqualTo(Completeness.INCOMPLETE);
    assertThat(turns().getFirst().state()).isEqualTo(TurnState.CANCELLED);
    assertThat(
            fixture
                .injector
                .getInstance(Readiness.class)
                .details(Caller.LOCAL_OPERATOR)
                .get("upstream acme"))
        .as("that the caller went away says nothing of the upstream")
        .isEqualTo("not called yet");
  }

  @Test
  void is_refused_once_the_gateway_stops_and_a_running_one_is_awaited() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    fixture.upstream.script =
        call -> {
          asked.countDown();
          await(answer);
          return ScriptedRuntime.answered("late");
        };
    Future<TurnOutcome> running = threads.submit(() -> fixture.say("one"));
    assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
    Future<TurnOutcome> queued = threads.submit(() -> fixture.say("queued"));
    Future<?> stopped = threads.submit(fixture.gateway::stop);
    Readiness readiness = fixture.injector.getInstance(Readiness.class);
    while (readiness.lifecycle() != Readiness.State.STOPPING) {
      TimeUnit.MILLISECONDS.sleep(1);
    }

    TurnOutcome late = fixture.say("two");
    answer.countDown();

    assertThat(late).isInstanceOf(TurnOutcome.Refused.class);
    assertThat(queued.get(20, TimeUnit.SECONDS)).isInstanceOf(TurnOutcome.Refused.class);
    assertThat(running.get(20, TimeUnit.SECONDS)).isInstanceOf(TurnOutcome.Completed.class);
    stopped.get(20, TimeUnit.SECONDS);
  }

  @Test
  void that_waits_for_another_is_refused_when_the_gateway_stops() throws Exception {
    CountDownLatch answer = new CountDownLatch(1);
    fixture.upstream.script =
        call -> {
          await(answer);
          return ScriptedRuntime.answered("late");
        };
    Future<TurnOutcome> running = threads.submit(() -> fixture.say("one"));
    awaitThat(() -> !fixture.upstream.calls.isEmpty());
    FutureTask<TurnOutcome> queued = new FutureTask<>(() -> fixture.say("two"));
    Thread waiting = Thread.ofPlatform().daemon().start(queued);
    awaitThat(() -> waiting.getState() == Thread.State.TIMED_WAITING);

    Future<?> stopped = threads.submit(fixture.gateway::stop);
    TurnOutcome outcome = queued.get(20, TimeUnit.SECONDS);
    answer.countDown();

    assertThat(outcome)
        .isInstanceOfSatisfying(
            TurnOutcome.Refused.class,
            refused ->
                assertThat(refused.refusal().reason()).isEqualTo(RefusalReason.SHUTTING_DOWN));
    assertThat(running.get(20, TimeUnit.SECONDS)).isInstanceOf(TurnOutcome.Completed.class);
    stopped.get(20, TimeUnit.SECONDS);
    assertThat(fixture.upstream.calls).hasSize(1);
  }

  private RefusalReason refusal(TurnRequest request) {
    return ((TurnOutcome.Refused) fixture.run(request)).refusal().reason();
  }

  private SessionSnapshot.Present session() {
    return (SessionSnapshot.Present) fixture.store.sessionReads().snapshot(AgentId.MAIN, KEY);
  }

  private List<TurnRecord> turns() {
    return TurnsOf.session(fixture.store.turnReads(), AgentId.MAIN, session().entry().id());
  }

  private static void awaitThat(BooleanSupplier condition) throws InterruptedException {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited too long").isLessThan(until);
      TimeUnit.MILLISECONDS.sleep(1);
    }
  }

  private static boolean neverWithin(Duration time) {
    try {
      return !new CountDownLatch(1).await(time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(20, TimeUnit.SECONDS)) {
        throw new AssertionError("waited too long");
      }
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }
}
