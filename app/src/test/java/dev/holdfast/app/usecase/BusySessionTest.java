package dev.holdfast.app.usecase;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.app.configuration.QueueSettings;
import dev.holdfast.app.configuration.SessionSettings;
import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.session.ResetPolicy;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.token.AgentBinding;
import dev.holdfast.domain.token.Caller;
import dev.holdfast.domain.token.KeyBinding;
import dev.holdfast.domain.token.Scope;
import dev.holdfast.domain.token.TokenRecord;
import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.transcript.Role;
import dev.holdfast.domain.turn.Refusal;
import dev.holdfast.domain.turn.RefusalReason;
import dev.holdfast.domain.turn.RequestId;
import dev.holdfast.ports.in.Conversations.TurnOutcome;
import dev.holdfast.ports.in.Requester;
import dev.holdfast.ports.in.TokenAdministration;
import dev.holdfast.ports.in.TokenAdministration.Creation;
import dev.holdfast.ports.in.TokenAdministration.KeyWish;
import dev.holdfast.ports.in.TokenAdministration.Lifetime;
import dev.holdfast.ports.in.TokenAdministration.TokenWish;
import dev.holdfast.ports.in.TurnRequest;
import dev.holdfast.ports.in.TurnRequest.Arrival;
import dev.holdfast.ports.in.TurnRequest.Target;
import dev.holdfast.ports.in.TurnRequest.WhenBusy;
import dev.holdfast.ports.out.model.ModelCall.Delivery;
import dev.holdfast.ports.out.model.ModelOutcome;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A session in which a turn runs")
class BusySessionTest {

  private static final Target KEYED = new Target.ByKey(TurnFixture.KEY);
  private static final Arrival IMPATIENT =
      new Arrival(TurnFixture.ARRIVAL.digest(), TurnFixture.ARRIVAL.repetition(), WhenBusy.REJECT);

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch free = new CountDownLatch(1);

  @AfterEach
  void stop_threads() {
    free.countDown();
    threads.shutdownNow();
  }

  private Future<TurnOutcome> occupied(TurnFixture fixture) throws InterruptedException {
    fixture.upstream.script =
        call -> {
          asked.countDown();
          ResponseTalk.await(free);
          return ScriptedRuntime.answered("ok");
        };
    Future<TurnOutcome> running = threads.submit(() -> fixture.say("first"));
    assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
    return running;
  }

  private static TurnRequest impatient(Caller caller) {
    return TurnFixture.arriving(
        TurnFixture.request(caller, KEYED, "holdfast", List.of(Item.message(Role.USER, "second"))),
        IMPATIENT,
        Delivery.WHOLE);
  }

  private static Caller caller(Scope scope) {
    return new Caller("t", "t", scope, new AgentBinding.Any(), new KeyBinding.Any());
  }

  private static Refusal refusal(TurnOutcome outcome) {
    return ((TurnOutcome.Refused) outcome).refusal();
  }

  @Test
  void refuses_whoever_does_not_want_to_wait_and_tells_since_when() throws Exception {
    TurnFixture fixture = TurnFixture.started();
    Future<TurnOutcome> running = occupied(fixture);

    Refusal refusal = refusal(fixture.run(impatient(caller(Scope.WRITE))));

    assertThat(refusal.reason()).isEqualTo(RefusalReason.SESSION_BUSY);
    assertThat(refusal.message()).contains("has been running since 20").doesNotContain("1@here");
    free.countDown();
    running.get(20, TimeUnit.SECONDS);
    assertThat(fixture.transcript()).containsExactly("USER:first", "ASSISTANT:ok");
    assertThat(fixture.run(impatient(caller(Scope.WRITE))))
        .isInstanceOf(TurnOutcome.Completed.class);
  }

  @Test
  void tells_the_process_to_those_who_administer_it() throws Exception {
    TurnFixture fixture = TurnFixture.started();
    Future<TurnOutcome> running = occupied(fixture);

    Refusal refusal = refusal(fixture.run(impatient(caller(Scope.ADMIN))));

    assertThat(refusal.message()).contains(" by 1@here/");
    free.countDown();
    running.get(20, TimeUnit.SECONDS);
  }

  @Test
  void shows_who_waits_in_which_place() throws Exception {
    TurnFixture fixture = TurnFixture.started();
    Future<TurnOutcome> running = occupied(fixture);
    Future<TurnOutcome> second = threads.submit(() -> fixture.say("second"));
    awaitWaiting(fixture, 1);
    Future<TurnOutcome> third = threads.submit(() -> fixture.say("third"));
    awaitWaiting(fixture, 2);

    List<WaitingTurn> waiting = fixture.running().waiting();

    assertThat(waiting).extracting(WaitingTurn::position).containsExactly(1, 2);
    assertThat(waiting)
        .allSatisfy(
            turn -> {
              assertThat(turn.agent()).isEqualTo(AgentId.MAIN);
              assertThat(turn.key().value()).isEqualTo(TurnFixture.KEY);
              assertThat(turn.model()).isEqualTo("holdfast");
            });
    free.countDown();
    for (Future<TurnOutcome> one : List.of(running, second, third)) {
      assertThat(one.get(20, TimeUnit.SECONDS)).isInstanceOf(TurnOutcome.Completed.class);
    }
    assertThat(fixture.running().waiting()).isEmpty();
    assertThat(fixture.transcript())
        .containsExactly(
            "USER:first",
            "ASSISTANT:ok",
            "USER:second",
            "ASSISTANT:ok",
            "USER:third",
            "ASSISTANT:ok");
  }

  @Test
  void shows_and_stops_the_turn_that_is_about_to_begin() throws Exception {
    TurnFixture fixture = TurnFixture.started();
    fixture.upstream.script = call -> new ModelOutcome.Cancelled(List.of());
    fixture.writes.before(
        () -> {
          asked.countDown();
          ResponseTalk.await(free);
        });
    Future<TurnOutcome> beginning = threads.submit(() -> fixture.say("first"));
    assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();

    assertThat(fixture.running().waiting()).extracting(WaitingTurn::position).containsExactly(0);
    fixture
        .running()
        .stopIn(
            new Lanes.Lane(AgentId.MAIN, SessionKey.ofStored(TurnFixture.KEY)),
            StopReason.REQUESTED);
    free.countDown();

    assertThat(beginning.get(20, TimeUnit.SECONDS)).isInstanceOf(TurnOutcome.Aborted.class);
    assertThat(fixture.running().waiting()).isEmpty();
  }

  @Test
  void begins_no_turn_of_a_token_that_was_revoked_while_it_waited() throws Exception {
    TurnFixture fixture = TurnFixture.started();
    TokenAdministration tokens = fixture.injector.getInstance(TokenAdministration.class);
    Requester admin = new Requester(Caller.LOCAL_OPERATOR, new RequestId("req_token"));
    TokenRecord token =
        ((Creation.Created)
                tokens.create(
                    admin,
                    new TokenWish(
                        "laptop", Scope.WRITE, "", new KeyWish.Any(), new Lifetime.Unlimited())))
            .token();
    Future<TurnOutcome> running = occupied(fixture);
    TurnRequest waiting =
        TurnFixture.request(
            Caller.of(token), KEYED, "holdfast", List.of(Item.message(Role.USER, "second")));
    Future<TurnOutcome> second = threads.submit(() -> fixture.run(waiting));
    awaitWaiting(fixture, 1);

    tokens.revoke(admin, token.id());

    Refusal refusal = refusal(second.get(20, TimeUnit.SECONDS));
    assertThat(refusal.reason()).isEqualTo(RefusalReason.TURN_ABORTED);
    assertThat(refusal.message()).contains("token was revoked");
    free.countDown();
    assertThat(running.get(20, TimeUnit.SECONDS)).isInstanceOf(TurnOutcome.Completed.class);
    assertThat(fixture.transcript()).containsExactly("USER:first", "ASSISTANT:ok");
  }

  private static void awaitWaiting(TurnFixture fixture, int number) throws InterruptedException {
    long until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (fixture.running().waiting().size() < number) {
      assertThat(System.nanoTime() - until).as("nobody came to wait").isNegative();
      Thread.onSpinWait();
      Thread.yield();
    }
  }

  @Test
  void lets_no_more_wait_than_is_configured() throws Exception {
    TurnFixture fixture =
        TurnFixture.started(
            new SessionSettings(
                SessionSettings.DEFAULT_MAIN_KEY,
                List.of(),
                ResetPolicy.NONE,
                new QueueSettings(0, Duration.ofSeconds(20))));
    Future<TurnOutcome> running = occupied(fixture);

    assertThat(refusal(fixture.say("second")).reason()).isEqualTo(RefusalReason.SESSION_QUEUE_FULL);

    free.countDown();
    running.get(20, TimeUnit.SECONDS);
  }

  @Test
  void lets_nobody_wait_longer_than_is_configured() throws Exception {
    TurnFixture fixture =
        TurnFixture.started(
            new SessionSettings(
                SessionSettings.DEFAULT_MAIN_KEY,
                List.of(),
                ResetPolicy.NONE,
                new QueueSettings(3, Duration.ofMillis(20))));
    Future<TurnOutcome> running = occupied(fixture);

    assertThat(refusal(fixture.say("second")).message()).contains("too long to wait for");

    free.countDown();
    running.get(20, TimeUnit.SECONDS);
  }
}
