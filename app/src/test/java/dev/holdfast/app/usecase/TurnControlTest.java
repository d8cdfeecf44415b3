package dev.holdfast.app.usecase;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.audit.AuditOperation;
import dev.holdfast.domain.audit.AuditOutcome;
import dev.holdfast.domain.audit.AuditRecord;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.token.AgentBinding;
import dev.holdfast.domain.token.Caller;
import dev.holdfast.domain.token.KeyBinding;
import dev.holdfast.domain.token.Scope;
import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.transcript.Role;
import dev.holdfast.domain.turn.FailureCause;
import dev.holdfast.domain.turn.RefusalReason;
import dev.holdfast.domain.turn.RequestId;
import dev.holdfast.domain.turn.TurnId;
import dev.holdfast.domain.turn.TurnRecord;
import dev.holdfast.domain.turn.TurnScope;
import dev.holdfast.domain.turn.TurnState;
import dev.holdfast.ports.contract.Samples;
import dev.holdfast.ports.in.AuditTrail;
import dev.holdfast.ports.in.Conversations.TurnOutcome;
import dev.holdfast.ports.in.Requester;
import dev.holdfast.ports.in.SessionAdministration;
import dev.holdfast.ports.in.SessionAdministration.Named;
import dev.holdfast.ports.in.SessionAdministration.RunningTurn;
import dev.holdfast.ports.in.TurnAdministration;
import dev.holdfast.ports.in.TurnAdministration.Abortion;
import dev.holdfast.ports.in.TurnAdministration.Finding;
import dev.holdfast.ports.in.TurnAdministration.Listing;
import dev.holdfast.ports.in.TurnAdministration.Rest;
import dev.holdfast.ports.in.TurnAdministration.Start;
import dev.holdfast.ports.in.TurnAdministration.StateWish;
import dev.holdfast.ports.in.TurnAdministration.TurnView;
import dev.holdfast.ports.in.TurnAdministration.Wish;
import dev.holdfast.ports.in.TurnRequest.Target;
import dev.holdfast.ports.out.model.ModelOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Turns are listed and stopped by whoever reaches them")
class TurnControlTest {

  private static final Wish EVERYTHING = new Wish("", "", new StateWish.Any());
  private static final String OTHER_KEY = "agent:main:web:direct:bob";

  private final TurnFixture fixture = TurnFixture.started();
  private final TurnAdministration turns = fixture.injector.getInstance(TurnAdministration.class);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void stopThreads() {
    threads.shutdownNow();
  }

  private void say(String key) {
    fixture.run(TurnFixture.request(new Target.ByKey(key), "holdfast", "hello"));
  }

  private void sayStateless() {
    fixture.run(TurnFixture.request(new Target.Stateless(), "holdfast", "hello"));
  }

  private static Caller bound(AgentBinding agents, KeyBinding keys) {
    return new Caller("t", "bound", Scope.WRITE, agents, keys);
  }

  private static Caller boundTo(String key) {
    return bound(new AgentBinding.Any(), new KeyBinding.Exact(SessionKey.ofStored(key)));
  }

  private static Requester by(Caller caller) {
    return new Requester(caller, new RequestId("req_abort"));
  }

  private Listing.Page page(Caller caller, Wish wish, Start start, int limit) {
    Listing listing = turns.list(caller, wish, start, limit);
    assertThat(listing).isInstanceOf(Listing.Page.class);
    return (Listing.Page) listing;
  }

  private List<TurnView> all(Caller caller, Wish wish) {
    return page(caller, wish, new Start.Newest(), 1000).turns();
  }

  private List<TurnView> all(Wish wish) {
    return all(Caller.LOCAL_OPERATOR, wish);
  }

  private static TurnRecord begun(TurnView view) {
    assertThat(view).isInstanceOf(TurnView.Begun.class);
    return ((TurnView.Begun) view).turn();
  }

  private static TurnId id(TurnView view) {
    return switch (view) {
      case TurnView.Waiting waiting -> waiting.id();
      case TurnView.Withdrawn withdrawn -> withdrawn.turn().id();
      case TurnView.Begun begun -> begun.turn().id();
    };
  }

  /** A turn whose model says half of something and waits to be stopped. */
  private Future<TurnOutcome> sayHalf(String key) throws InterruptedException {
    CountDownLatch asked = new CountDownLatch(1);
    fixture.upstream.script =
        call -> {
          asked.countDown();
          return new ModelOutcome.Cancelled(List.of(Item.message(Role.ASSISTANT, "half a")));
        };
    Future<TurnOutcome> outcome =
        threads.submit(
            () -> fixture.run(TurnFixture.request(new Target.ByKey(key), "holdfast", "one")));
    assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
    return outcome;
  }

  private List<AuditRecord> audit() {
    AuditTrail trail = fixture.injector.getInstance(AuditTrail.class);
    AuditTrail.Reading reading =
        trail.read(by(Caller.LOCAL_OPERATOR), new AuditTrail.Start.Newest(), 10);
    return ((AuditTrail.Reading.Page) reading)
        .entries().stream()
            .map(entry -> entry.record())
            .filter(row -> row.operation() == AuditOperation.TURN_ABORT)
            .toList();
  }

  @Test
  void pages_follow_each_other_without_a_gap_and_the_last_one_says_so() {
    for (int turn = 0; turn < 3; turn++) {
      say(TurnFixture.KEY);
      sayStateless();
    }
    List<TurnView> whole = all(EVERYTHING);

    List<TurnView> told = new ArrayList<>();
    Rest rest = new Rest.Some(new Start.Newest());
    while (rest instanceof Rest.Some(Start start)) {
      Listing.Page page = page(Caller.LOCAL_OPERATOR, EVERYTHING, start, 2);
      assertThat(page.turns()).hasSize(2);
      told.addAll(page.turns());
      rest = page.rest();
    }

    assertThat(whole).hasSize(6);
    assertThat(told).isEqualTo(whole);
    assertThat(whole)
        .extracting(view -> begun(view).startedAt())
        .isSortedAccordingTo((one, other) -> other.compareTo(one));
  }

  @Test
  void a_session_a_state_and_an_agent_are_listed_alone() {
    say(TurnFixture.KEY);
    fixture.upstream.script = call -> ScriptedRuntime.failed(FailureCause.UPSTREAM_ERROR);
    say(OTHER_KEY);
    sayStateless();

    assertThat(all(new Wish("", "web:direct:bob", new StateWish.Any())))
        .extracting(view -> begun(view).state())
        .containsExactly(TurnState.FAILED);
    assertThat(all(new Wish("main", TurnFixture.KEY, new StateWish.Any()))).hasSize(1);
    assertThat(all(new Wish("main", "", new StateWish.Begun(TurnState.FAILED)))).hasSize(2);
    assertThat(all(new Wish("", "", new StateWish.Waiting()))).isEmpty();
    assertThat(all(new Wish("", "web:direct:nobody", new StateWish.Any()))).isEmpty();
  }

  @Test
  void what_a_token_does_not_reach_is_as_if_it_were_not() {
    say(TurnFixture.KEY);
    sayStateless();
    Caller ofOther = boundTo(OTHER_KEY);
    Caller ofNoAgent = bound(new AgentBinding.Only(new AgentId("other")), new KeyBinding.Any());
    String id = id(all(EVERYTHING).getLast()).value();

    assertThat(all(boundTo(TurnFixture.KEY), EVERYTHING))
        .extracting(TurnControlTest::id)
        .containsExactly(new TurnId(id));
    for (Caller caller : List.of(ofOther, ofNoAgent)) {
      assertThat(all(caller, EVERYTHING)).isEmpty();
      assertThat(all(caller, new Wish("", TurnFixture.KEY, new StateWish.Any()))).isEmpty();
      assertThat(turns.find(caller, id)).isEqualTo(new Finding.Unknown());
      assertThat(turns.abort(by(caller), id)).isEqualTo(new Abortion.Unknown());
    }
    assertThat(turns.find(boundTo(TurnFixture.KEY), id)).isInstanceOf(Finding.Found.class);
    assertThat(turns.find(Caller.LOCAL_OPERATOR, "never-was")).isEqualTo(new Finding.Unknown());
    assertThat(turns.find(Caller.LOCAL_OPERATOR, "x".repeat(129))).isEqualTo(new Finding.Unknown());
  }

  @Test
  void turns_of_a_deleted_session_are_as_if_they_were_not() {
    say(TurnFixture.KEY);
    String id = id(all(EVERYTHING).getLast()).value();

    fixture
        .injector
        .getInstance(SessionAdministration.class)
        .delete(by(Caller.LOCAL_OPERATOR), new Named("", TurnFixture.KEY), RunningTurn.AWAITED);

    assertThat(all(EVERYTHING)).isEmpty();
    assertThat(turns.find(Caller.LOCAL_OPERATOR, id)).isEqualTo(new Finding.Unknown());
    assertThat(turns.abort(by(Caller.LOCAL_OPERATOR), id)).isEqualTo(new Abortion.Unknown());
  }

  @Test
  void an_agent_or_a_key_without_a_meaning_is_refused() {
    assertThat(refusal(new Wish("nobody", "", new StateWish.Any())))
        .isEqualTo(RefusalReason.AGENT_UNKNOWN);
    assertThat(refusal(new Wish("", "agent::", new StateWish.Any())))
        .isEqualTo(RefusalReason.SESSION_KEY_MALFORMED);
  }

  private RefusalReason refusal(Wish wish) {
    Listing listing = turns.list(Caller.LOCAL_OPERATOR, wish, new Start.Newest(), 10);
    assertThat(listing).isInstanceOf(Listing.Refused.class);
    return ((Listing.Refused) listing).refusal().reason();
  }

  @Test
  void a_running_turn_that_is_stopped_has_ended_and_keeps_what_came() throws Exception {
    Future<TurnOutcome> outcome = sayHalf(TurnFixture.KEY);
    String id =
        id(all(new Wish("", "", new StateWish.Begun(TurnState.RUNNING))).getFirst()).value();

    Abortion abortion = turns.abort(by(Caller.LOCAL_OPERATOR), id);

    assertThat(abortion).isInstanceOf(Abortion.Stopped.class);
    TurnRecord turn = begun(((Abortion.Stopped) abortion).turn());
    assertThat(turn.state()).isEqualTo(TurnState.CANCELLED);
    assertThat(turn.failure()).isEqualTo("requested");
    assertThat(fixture.transcript()).containsExactly("USER:one", "ASSISTANT:half a");
    assertThat(outcome.get(20, TimeUnit.SECONDS)).isInstanceOf(TurnOutcome.Aborted.class);
    assertThat(turns.abort(by(Caller.LOCAL_OPERATOR), id)).isEqualTo(new Abortion.EndedBefore());
  }

  /** A turn that waits behind others of its session, as many as are told. */
  private Future<TurnOutcome> sayBehind(String key, int others) {
    Future<TurnOutcome> outcome =
        threads.submit(
            () -> fixture.run(TurnFixture.request(new Target.ByKey(key), "holdfast", "more")));
    while (all(new Wish("", key, new StateWish.Waiting())).size() < others) {
      assertThat(outcome.isDone()).isFalse();
    }
    return outcome;
  }

  private static TurnView.Waiting waiting(TurnView view) {
    assertThat(view).isInstanceOf(TurnView.Waiting.class);
    return (TurnView.Waiting) view;
  }

  @Test
  void those_that_wait_are_listed_first_each_with_its_place_in_the_queue_of_its_session()
      throws Exception {
    sayHalf(TurnFixture.KEY);
    sayBehind(TurnFixture.KEY, 1);
    sayBehind(TurnFixture.KEY, 2);

    List<TurnView> whole = all(EVERYTHING);
    List<TurnView> told = new ArrayList<>();
    Rest rest = new Rest.Some(new Start.Newest());
    while (rest instanceof Rest.Some(Start start)) {
      Listing.Page page = page(Caller.LOCAL_OPERATOR, EVERYTHING, start, 1);
      told.addAll(page.turns());
      rest = page.rest();
    }

    assertThat(whole).hasSize(3);
    assertThat(waiting(whole.get(0)).position()).isEqualTo(2);
    assertThat(waiting(whole.get(1)).position()).isEqualTo(1);
    assertThat(begun(whole.get(2)).state()).isEqualTo(TurnState.RUNNING);
    assertThat(told).isEqualTo(whole);
    assertThat(all(new Wish("", "", new StateWish.Begun(TurnState.RUNNING)))).hasSize(1);
    assertThat(all(new Wish("", OTHER_KEY, new StateWish.Any()))).isEmpty();
    assertThat(all(boundTo(OTHER_KEY), EVERYTHING)).isEmpty();
    assertThat(turns.find(Caller.LOCAL_OPERATOR, id(whole.getFirst()).value()))
        .isEqualTo(new Finding.Found(whole.getFirst()));
    assertThat(turns.find(boundTo(OTHER_KEY), id(whole.getFirst()).value()))
        .isEqualTo(new Finding.Unknown());
  }

  @Test
  void a_waiting_turn_that_is_stopped_leaves_its_place_and_nothing_of_it_is_stored()
      throws Exception {
    Future<TurnOutcome> first = sayHalf(TurnFixture.KEY);
    Future<TurnOutcome> second = sayBehind(TurnFixture.KEY, 1);
    Future<TurnOutcome> third = sayBehind(TurnFixture.KEY, 2);
    TurnView.Waiting next = waiting(all(new Wish("", "", new StateWish.Waiting())).getLast());

    Abortion abortion = turns.abort(by(Caller.LOCAL_OPERATOR), next.id().value());

    assertThat(abortion).isInstanceOf(Abortion.Stopped.class);
    assertThat(((Abortion.Stopped) abortion).turn())
        .isInstanceOfSatisfying(
            TurnView.Withdrawn.class, gone -> assertThat(gone.turn()).isEqualTo(next));
    assertThat(second.get(20, TimeUnit.SECONDS))
        .isInstanceOfSatisfying(
            TurnOutcome.Refused.class,
            refused ->
                assertThat(refused.refusal().reason()).isEqualTo(RefusalReason.TURN_ABORTED));
    assertThat(waiting(all(EVERYTHING).getFirst()).position()).isEqualTo(1);
    assertThat(turns.find(Caller.LOCAL_OPERATOR, next.id().value()))
        .isEqualTo(new Finding.Unknown());
    fixture.upstream.script = call -> ScriptedRuntime.answered("ok");
    turns.abort(by(Caller.LOCAL_OPERATOR), id(all(EVERYTHING).getLast()).value());
    assertThat(first.get(20, TimeUnit.SECONDS)).isInstanceOf(TurnOutcome.Aborted.class);
    assertThat(third.get(20, TimeUnit.SECONDS)).isInstanceOf(TurnOutcome.Completed.class);
    assertThat(fixture.transcript())
        .containsExactly("USER:one", "ASSISTANT:half a", "USER:more", "ASSISTANT:ok");
  }

  @Test
  void every_wish_to_stop_a_turn_leaves_an_audit_row() throws Exception {
    Future<TurnOutcome> outcome = sayHalf(TurnFixture.KEY);
    String id = id(all(EVERYTHING).getFirst()).value();

    turns.abort(by(boundTo(OTHER_KEY)), id);
    turns.abort(by(Caller.LOCAL_OPERATOR), id);
    outcome.get(20, TimeUnit.SECONDS);
    turns.abort(by(Caller.LOCAL_OPERATOR), id);

    assertThat(audit())
        .extracting(AuditRecord::outcome)
        .containsExactly(
            new AuditOutcome.Refused("turn_ended"),
            new AuditOutcome.Done(),
            new AuditOutcome.Refused("turn_not_found"));
    assertThat(audit().get(1).target().toString()).contains("main").contains(id);
    assertThat(audit().get(2).target().toString()).doesNotContain(id);
  }

  @Test
  void a_turn_of_another_process_is_left_to_it() {
    TurnFixture sharing = TurnFixture.sharing();
    TurnAdministration shared = sharing.injector.getInstance(TurnAdministration.class);
    beginElsewhere(sharing);

    assertThat(shared.abort(by(Caller.LOCAL_OPERATOR), "elsewhere"))
        .isEqualTo(new Abortion.RunsElsewhere());
    assertThat(((Finding.Found) shared.find(Caller.LOCAL_OPERATOR, "elsewhere")).turn())
        .isInstanceOfSatisfying(
            TurnView.Begun.class,
            begun -> assertThat(begun.turn().state()).isEqualTo(TurnState.RUNNING));
  }

  @Test
  void a_turn_of_a_process_that_is_gone_is_ended() {
    beginElsewhere(fixture);

    assertThat(turns.abort(by(Caller.LOCAL_OPERATOR), "elsewhere"))
        .isInstanceOf(Abortion.Stopped.class);
    assertThat(begun(all(EVERYTHING).getFirst()).state()).isEqualTo(TurnState.INTERRUPTED);
  }

  private static void beginElsewhere(TurnFixture here) {
    here.store.inAgent(
        AgentId.MAIN,
        work ->
            work.turns()
                .start(
                    Samples.started(
                        "elsewhere",
                        new TurnScope.Stateless(),
                        Samples.OTHER_OWNER,
                        TurnFixture.route("acme/m-1")),
                    Samples.ALONE));
  }
}
