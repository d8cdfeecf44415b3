package dev.holdfast.app.usecase;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.audit.AuditOperation;
import dev.holdfast.domain.audit.AuditTarget;
import dev.holdfast.domain.session.SessionChange;
import dev.holdfast.domain.session.SessionId;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.token.Caller;
import dev.holdfast.domain.transcript.HistoryAction;
import dev.holdfast.domain.turn.InstanceId;
import dev.holdfast.domain.turn.LeaseTerms;
import dev.holdfast.domain.turn.PreviousAttempt;
import dev.holdfast.domain.turn.RequestId;
import dev.holdfast.domain.turn.StuckReason;
import dev.holdfast.domain.turn.StuckRule;
import dev.holdfast.domain.turn.Takeover;
import dev.holdfast.domain.turn.TurnApi;
import dev.holdfast.domain.turn.TurnChange;
import dev.holdfast.domain.turn.TurnId;
import dev.holdfast.domain.turn.TurnOrigin;
import dev.holdfast.domain.turn.TurnRecord;
import dev.holdfast.domain.turn.TurnScope;
import dev.holdfast.domain.turn.TurnState;
import dev.holdfast.ports.in.Conversations.TurnOutcome;
import dev.holdfast.ports.in.Recovery;
import dev.holdfast.ports.in.Recovery.Belonging;
import dev.holdfast.ports.in.Recovery.Listing;
import dev.holdfast.ports.in.Recovery.Recovering;
import dev.holdfast.ports.in.Recovery.Stuck;
import dev.holdfast.ports.in.Recovery.Wish;
import dev.holdfast.ports.in.Requester;
import dev.holdfast.ports.in.TurnAdministration;
import dev.holdfast.ports.in.TurnAdministration.Abortion;
import dev.holdfast.ports.in.TurnAdministration.TurnView;
import dev.holdfast.ports.out.write.WriteTransaction;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Turns that nobody will end any more are found and ended, and no others")
class RecoveryServiceTest {

  private static final Wish EVERYTHING = new Wish("", "");
  private static final InstanceId GONE = new InstanceId("4711@there/gone");
  private static final String OTHER_KEY = "agent:main:web:direct:bob";

  private final SessionDesk desk = new SessionDesk();
  private final TurnFixture fixture = desk.fixture;
  private final Recovery recovery = fixture.injector.getInstance(Recovery.class);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void stopThreads() {
    threads.shutdownNow();
  }

  @Test
  void a_turn_whose_process_is_gone_is_ended_and_its_session_goes_on() {
    plant("turn_gone", TurnFixture.KEY, GONE);

    assertThat(stuck(EVERYTHING))
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.turn()).isEqualTo(new TurnId("turn_gone"));
              assertThat(found.reason()).isEqualTo(StuckReason.OWNER_GONE);
              assertThat(found.owner()).isEqualTo(GONE);
              assertThat(found.evidence()).contains("4711@there");
              assertThat(found.belonging())
                  .isEqualTo(new Belonging.Session(SessionKey.ofStored(TurnFixture.KEY)));
            });

    Recovering.Recovered recovered = recover(EVERYTHING);

    assertThat(recovered.ended()).hasSize(1);
    assertThat(recovered.left()).isEmpty();
    TurnRecord ended = turn("turn_gone");
    assertThat(ended.state()).isEqualTo(TurnState.INTERRUPTED);
    assertThat(ended.failure()).isEqualTo("recovered_owner_gone");
    assertThat(desk.rows().getFirst().operation()).isEqualTo(AuditOperation.TURN_RECOVER);
    assertThat(desk.rows().getFirst().target())
        .isEqualTo(new AuditTarget.OfAgent(AgentId.MAIN, "turn_gone"));
    assertThat(fixture.say("hello")).isInstanceOf(TurnOutcome.Completed.class);
  }

  @Test
  void a_second_recovery_finds_nothing() {
    plant("turn_gone", TurnFixture.KEY, GONE);
    recover(EVERYTHING);
    int rows = desk.rows().size();

    assertThat(recover(EVERYTHING)).isEqualTo(new Recovering.Recovered(List.of(), List.of()));
    assertThat(stuck(EVERYTHING)).isEmpty();
    assertThat(desk.rows()).hasSize(rows);
  }

  @Test
  void a_turn_at_work_is_neither_listed_nor_touched() throws Exception {
    ScriptedRuntime.Held held = fixture.upstream.hold("done");
    Future<TurnOutcome> runs = threads.submit(() -> fixture.say("one"));
    held.awaitAsked();

    assertThat(stuck(EVERYTHING)).isEmpty();
    assertThat(recover(EVERYTHING)).isEqualTo(new Recovering.Recovered(List.of(), List.of()));

    held.release();
    assertThat(runs.get(20, TimeUnit.SECONDS)).isInstanceOf(TurnOutcome.Completed.class);
  }

  @Test
  void a_clock_that_somebody_sets_makes_no_turn_at_work_stuck() throws Exception {
    ScriptedRuntime.Held held = fixture.upstream.hold("done");
    Future<TurnOutcome> runs = threads.submit(() -> fixture.say("one"));
    held.awaitAsked();

    for (Duration set : List.of(Duration.ofDays(365), Duration.ofDays(-365))) {
      fixture.clock.ahead = set;

      assertThat(stuck(EVERYTHING)).isEmpty();
      assertThat(recover(EVERYTHING)).isEqualTo(new Recovering.Recovered(List.of(), List.of()));
    }

    held.release();
    assertThat(runs.get(20, TimeUnit.SECONDS)).isInstanceOf(TurnOutcome.Completed.class);
  }

  @Test
  void a_turn_of_this_process_that_is_not_at_work_is_ended() {
    plant("turn_left", TurnFixture.KEY, fixture.inside(InstanceId.class));

    assertThat(stuck(EVERYTHING))
        .singleElement()
        .satisfies(found -> assertThat(found.reason()).isEqualTo(StuckReason.NOT_AT_WORK));
    assertThat(recover(EVERYTHING).ended()).hasSize(1);
    assertThat(fixture.say("hello")).isInstanceOf(TurnOutcome.Completed.class);
  }

  @Test
  void a_turn_that_hangs_longer_than_it_may_is_given_up_and_cannot_store_anything_later()
      throws Exception {
    ScriptedRuntime.Held held = fixture.upstream.hold("too late");
    Future<TurnOutcome> hangs = threads.submit(() -> fixture.say("one"));
    held.awaitAsked();
    fixture.pass(StuckRule.STORING);
    assertThat(stuck(EVERYTHING)).isEmpty();
    fixture.pass(Duration.ofSeconds(21));

    assertThat(stuck(EVERYTHING))
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.reason()).isEqualTo(StuckReason.OVERDUE);
              assertThat(found.evidence()).matches(".* was over 6\\d s ago; it hangs\\.");
            });
    Recovering.Recovered recovered = recover(EVERYTHING);

    assertThat(recovered.ended()).hasSize(1);
    assertThat(turn(recovered.ended().getFirst().turn().value()).state())
        .isEqualTo(TurnState.INTERRUPTED);
    fixture.upstream.script = call -> ScriptedRuntime.answered("next");
    assertThat(fixture.say("two")).isInstanceOf(TurnOutcome.Completed.class);
    held.release();
    assertThat(hangs.get(20, TimeUnit.SECONDS)).isNotInstanceOf(TurnOutcome.Completed.class);
    assertThat(fixture.transcript())
        .contains("ASSISTANT:next")
        .doesNotContain("ASSISTANT:too late");
  }

  @Test
  void one_session_is_recovered_and_the_others_are_left() {
    plant("turn_ann", TurnFixture.KEY, GONE);
    plant("turn_bob", OTHER_KEY, GONE);

    Wish ann = new Wish("", "web:direct:ann");
    assertThat(stuck(ann)).extracting(Stuck::turn).containsExactly(new TurnId("turn_ann"));
    assertThat(recover(ann).ended()).hasSize(1);

    assertThat(turn("turn_bob").state()).isEqualTo(TurnState.RUNNING);
    assertThat(stuck(EVERYTHING)).extracting(Stuck::turn).containsExactly(new TurnId("turn_bob"));
  }

  @Test
  void a_bound_token_reaches_its_own_sessions_only() {
    plant("turn_ann", TurnFixture.KEY, GONE);
    plantStateless("turn_none", GONE);
    Requester bob = SessionDesk.boundTo(OTHER_KEY);

    assertThat(recovery.stuck(bob.caller(), EVERYTHING)).isEqualTo(new Listing.Found(List.of()));
    assertThat(recovery.recover(bob, new Wish("", TurnFixture.KEY)))
        .isEqualTo(new Recovering.Recovered(List.of(), List.of()));
    assertThat(turn("turn_ann").state()).isEqualTo(TurnState.RUNNING);
    assertThat(recover(EVERYTHING).ended()).hasSize(2);
  }

  @Test
  void what_makes_no_sense_is_refused_and_taken_down() {
    assertThat(recovery.recover(SessionDesk.admin(), new Wish("nobody", "")))
        .isInstanceOf(Recovering.Refused.class);
    assertThat(recovery.stuck(Caller.LOCAL_OPERATOR, new Wish("", "agent:")))
        .isInstanceOf(Listing.Refused.class);
    assertThat(desk.told()).isEqualTo("TURN_RECOVER agent_unknown");
    assertThat(desk.rows().getFirst().target()).isEqualTo(new AuditTarget.OfHome("nobody"));
  }

  @Test
  void a_store_that_does_not_tell_is_an_error_and_not_an_empty_list() {
    fixture.turns.failNext(1);

    assertThat(recovery.stuck(Caller.LOCAL_OPERATOR, EVERYTHING))
        .isInstanceOf(Listing.Refused.class);
  }

  @Test
  void whoever_stops_a_turn_whose_process_is_gone_has_it_ended() {
    plant("turn_gone", TurnFixture.KEY, GONE);

    Abortion abortion =
        fixture
            .injector
            .getInstance(TurnAdministration.class)
            .abort(SessionDesk.admin(), "turn_gone");

    assertThat(abortion)
        .isInstanceOfSatisfying(
            Abortion.Stopped.class,
            stopped ->
                assertThat(((TurnView.Begun) stopped.turn()).turn().state())
                    .isEqualTo(TurnState.INTERRUPTED));
    assertThat(desk.rows().getFirst().operation()).isEqualTo(AuditOperation.TURN_RECOVER);
  }

  private List<Stuck> stuck(Wish wish) {
    Listing listing = recovery.stuck(Caller.LOCAL_OPERATOR, wish);
    assertThat(listing).isInstanceOf(Listing.Found.class);
    return ((Listing.Found) listing).stuck();
  }

  private Recovering.Recovered recover(Wish wish) {
    Recovering recovering = recovery.recover(SessionDesk.admin(), wish);
    assertThat(recovering).isInstanceOf(Recovering.Recovered.class);
    return (Recovering.Recovered) recovering;
  }

  private TurnRecord turn(String id) {
    return fixture.store.turnReads().byId(AgentId.MAIN, new TurnId(id)).orElseThrow();
  }

  /** A turn that a process began and did not end. */
  private void plant(String turn, String key, InstanceId owner) {
    SessionKey session = SessionKey.ofStored(key);
    SessionId transcript = new SessionId("planted-" + turn);
    fixture.store.inAgent(
        AgentId.MAIN,
        work -> {
          work.sessions()
              .apply(new SessionChange.Reserve(session, transcript, fixture.clock.instant()));
          return start(work, turn, new TurnScope.Keyed(session, transcript), owner);
        });
  }

  private void plantStateless(String turn, InstanceId owner) {
    fixture.store.inAgent(
        AgentId.MAIN, work -> start(work, turn, new TurnScope.Stateless(), owner));
  }

  private boolean start(WriteTransaction work, String turn, TurnScope scope, InstanceId owner) {
    work.turns()
        .start(
            new TurnChange.Started(
                new TurnId(turn),
                scope,
                new RequestId("req_planted"),
                new TurnOrigin("token-1", TurnFixture.ARRIVAL.digest(), new PreviousAttempt.None()),
                TurnApi.CHAT_COMPLETIONS,
                "holdfast",
                TurnFixture.route("acme/m-1"),
                HistoryAction.SEEDED,
                owner,
                fixture.clock.instant()),
            LeaseTerms.standard(Takeover.AT_ONCE));
    return true;
  }
}
