package dev.holdfast.ports.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.turn.InstanceId;
import dev.holdfast.domain.turn.Lease;
import dev.holdfast.domain.turn.LeaseHolder;
import dev.holdfast.domain.turn.LeaseTerms;
import dev.holdfast.domain.turn.TurnEnding;
import dev.holdfast.domain.turn.TurnId;
import dev.holdfast.domain.turn.TurnRecord;
import dev.holdfast.domain.turn.TurnScope;
import dev.holdfast.domain.turn.TurnState;
import dev.holdfast.ports.out.env.StorageFailure;
import dev.holdfast.ports.out.write.TurnWrites;
import dev.holdfast.ports.out.write.TurnWrites.EndResult;
import dev.holdfast.ports.out.write.TurnWrites.Idleness;
import dev.holdfast.ports.out.write.TurnWrites.StartResult;
import java.util.List;
import org.junit.jupiter.api.Test;

/** At most one turn runs in a session, and only the one that holds the lease can end it. */
public interface LeaseContract extends OpenStoreContract {

  private SessionKey opened(String name) {
    SessionKey key = Samples.key(name);
    reserve(key, Samples.session(name));
    return key;
  }

  private TurnState stateOf(String session, String turn) {
    return TurnsOf.session(store().turns(), AGENT, Samples.session(session)).stream()
        .filter(row -> row.id().value().equals(turn))
        .map(TurnRecord::state)
        .findFirst()
        .orElseThrow();
  }

  private int interruptAllButOwner() {
    return store()
        .transactions()
        .inAgent(
            AGENT,
            work ->
                work.turns()
                    .interruptAllBut(Samples.OWNER, "the gateway was stopped", Samples.at(40)));
  }

  @Test
  default void a_turn_is_granted_the_lease_of_its_session() {
    SessionKey key = opened("ann");

    StartResult result = start(Samples.started("t1", key, Samples.session("ann"), Samples.OWNER));

    assertThat(result)
        .isEqualTo(new StartResult.Granted(new Lease(Samples.OWNER, 1, Samples.at(50))));
    assertThat(stateOf("ann", "t1")).isEqualTo(TurnState.RUNNING);
  }

  @Test
  default void a_second_turn_of_the_same_owner_finds_the_session_busy() {
    SessionKey key = opened("ann");
    startGranted(Samples.started("t1", key, Samples.session("ann"), Samples.OWNER));

    StartResult second = start(Samples.started("t2", key, Samples.session("ann"), Samples.OWNER));

    assertThat(second).isEqualTo(new StartResult.Busy());
    assertThat(TurnsOf.session(store().turns(), AGENT, Samples.session("ann"))).hasSize(1);
  }

  @Test
  default void the_running_turn_of_a_session_can_be_interrupted_by_whoever_holds_its_lane() {
    SessionKey key = opened("ann");
    long first = startGranted(Samples.started("t1", key, Samples.session("ann"), Samples.OWNER));

    int byAnother = interruptIn(key, Samples.OTHER_OWNER);
    int interrupted = interruptIn(key, Samples.OWNER);
    int again = interruptIn(key, Samples.OWNER);

    assertThat(byAnother).as("a turn of another owner is none of theirs").isZero();

    assertThat(interrupted).isEqualTo(1);
    assertThat(again).isZero();
    assertThat(TurnsOf.session(store().turns(), AGENT, Samples.session("ann")))
        .extracting(TurnRecord::state)
        .containsExactly(TurnState.INTERRUPTED);
    assertThat(startGranted(Samples.started("t2", key, Samples.session("ann"), Samples.OWNER)))
        .isGreaterThan(first);
  }

  private int interruptIn(SessionKey key, InstanceId owner) {
    return store()
        .transactions()
        .inAgent(
            AGENT,
            transaction ->
                transaction.turns().interruptIn(key, owner, "end_not_stored", Samples.at(9)));
  }

  @Test
  default void turns_of_different_sessions_run_side_by_side() {
    long ann =
        startGranted(Samples.started("t1", opened("ann"), Samples.session("ann"), Samples.OWNER));
    long bob =
        startGranted(Samples.started("t2", opened("bob"), Samples.session("bob"), Samples.OWNER));

    assertThat(List.of(ann, bob)).containsExactly(1L, 1L);
  }

  @Test
  default void the_epoch_grows_with_every_turn_of_the_session() {
    SessionKey key = opened("ann");

    for (int number = 1; number <= 4; number++) {
      String turn = "t" + number;
      long epoch = startGranted(Samples.started(turn, key, Samples.session("ann"), Samples.OWNER));
      assertThat(epoch).isEqualTo(number);
      assertThat(end(Samples.completed(turn, epoch))).isEqualTo(new EndResult.Stored());
    }
  }

  @Test
  default void of_racing_turns_one_is_granted() throws Exception {
    SessionKey key = opened("ann");

    List<StartResult> results =
        Race.between(
            8,
            number ->
                () ->
                    start(
                        Samples.started(
                            "racer-" + number, key, Samples.session("ann"), Samples.OWNER)));

    assertThat(results).filteredOn(StartResult.Granted.class::isInstance).hasSize(1);
    assertThat(results).filteredOn(StartResult.Busy.class::isInstance).hasSize(7);
  }

  @Test
  default void another_owner_takes_the_lease_over_and_the_old_turn_is_interrupted() {
    SessionKey key = opened("ann");
    startGranted(Samples.started("t1", key, Samples.session("ann"), Samples.OTHER_OWNER));

    long epoch = startGranted(Samples.started("t2", key, Samples.session("ann"), Samples.OWNER));

    assertThat(epoch).isEqualTo(2);
    assertThat(stateOf("ann", "t1")).isEqualTo(TurnState.INTERRUPTED);
    assertThat(stateOf("ann", "t2")).isEqualTo(TurnState.RUNNING);
  }

  private StartResult startShared(String turn, InstanceId owner, int second) {
    return start(
        Samples.startedAt(turn, Samples.key("ann"), Samples.session("ann"), owner, second),
        Samples.SHARED);
  }

  private TurnWrites.Renewal renew(SessionKey key, String turn, long epoch, int untilSecond) {
    return store()
        .transactions()
        .inAgent(
            AGENT,
            work -> work.turns().renew(key, new TurnId(turn), epoch, Samples.at(untilSecond)));
  }

  private Idleness claimIdle(SessionKey key, LeaseTerms terms, int second) {
    return store()
        .transactions()
        .inAgent(
            AGENT, work -> work.turns().claimIdle(key, Samples.OWNER, terms, Samples.at(second)));
  }

  @Test
  default void among_living_processes_a_lease_is_held_until_its_deadline() {
    opened("ann");
    startShared("t1", Samples.OTHER_OWNER, 20);

    StartResult early = startShared("t2", Samples.OWNER, 50);
    StartResult late = startShared("t3", Samples.OWNER, 51);

    assertThat(early)
        .isEqualTo(
            new StartResult.Held(
                new LeaseHolder(
                    Samples.OTHER_OWNER, new TurnId("t1"), 1, Samples.at(20), Samples.at(50))));
    assertThat(late)
        .isEqualTo(new StartResult.Granted(new Lease(Samples.OWNER, 2, Samples.at(81))));
    assertThat(stateOf("ann", "t1")).isEqualTo(TurnState.INTERRUPTED);
    assertThat(stateOf("ann", "t3")).isEqualTo(TurnState.RUNNING);
    assertThat(store().turns().byId(AGENT, new TurnId("t2"))).isEmpty();
  }

  @Test
  default void a_renewed_lease_is_held_longer() {
    SessionKey key = opened("ann");
    startShared("t1", Samples.OTHER_OWNER, 20);

    assertThat(renew(key, "t1", 1, 90)).isEqualTo(TurnWrites.Renewal.RENEWED);

    assertThat(startShared("t2", Samples.OWNER, 90)).isInstanceOf(StartResult.Held.class);
    assertThat(startShared("t3", Samples.OWNER, 91)).isInstanceOf(StartResult.Granted.class);
  }

  @Test
  default void a_lease_that_was_lost_or_given_back_cannot_be_renewed() {
    SessionKey key = opened("ann");
    startShared("t1", Samples.OTHER_OWNER, 20);
    startShared("t2", Samples.OWNER, 60);

    assertThat(renew(key, "t1", 1, 99)).isEqualTo(TurnWrites.Renewal.LOST);
    assertThat(renew(key, "t2", 1, 99)).isEqualTo(TurnWrites.Renewal.LOST);
    end(Samples.completed("t2", 2));
    assertThat(renew(key, "t2", 2, 99)).isEqualTo(TurnWrites.Renewal.LOST);
    assertThat(renew(Samples.key("nobody"), "t2", 2, 99)).isEqualTo(TurnWrites.Renewal.LOST);
  }

  @Test
  default void a_session_is_idle_when_no_turn_runs_in_it() {
    SessionKey key = opened("ann");
    Idleness before = claimIdle(key, Samples.SHARED, 10);
    startShared("t1", Samples.OTHER_OWNER, 20);

    Idleness during = claimIdle(key, Samples.SHARED, 50);
    end(Samples.completed("t1", 1));
    Idleness after = claimIdle(key, Samples.SHARED, 50);

    assertThat(before).isEqualTo(new Idleness.Idle());
    assertThat(during)
        .isEqualTo(
            new Idleness.Held(
                new LeaseHolder(
                    Samples.OTHER_OWNER, new TurnId("t1"), 1, Samples.at(20), Samples.at(50))));
    assertThat(after).isEqualTo(new Idleness.Idle());
  }

  @Test
  default void whoever_claims_a_session_interrupts_the_turn_of_a_dead_process_only() {
    SessionKey key = opened("ann");
    startShared("t1", Samples.OTHER_OWNER, 20);

    assertThat(claimIdle(key, Samples.SHARED, 51)).isEqualTo(new Idleness.Idle());
    assertThat(stateOf("ann", "t1")).isEqualTo(TurnState.INTERRUPTED);

    startShared("t2", Samples.OTHER_OWNER, 60);
    assertThat(claimIdle(key, Samples.ALONE, 61)).isEqualTo(new Idleness.Idle());
    assertThat(stateOf("ann", "t2")).isEqualTo(TurnState.INTERRUPTED);

    startShared("t3", Samples.OWNER, 70);
    assertThat(claimIdle(key, Samples.ALONE, 999)).isInstanceOf(Idleness.Held.class);
    assertThat(stateOf("ann", "t3")).isEqualTo(TurnState.RUNNING);
  }

  @Test
  default void a_lost_lease_refuses_the_end() {
    SessionKey key = opened("ann");
    long lost =
        startGranted(Samples.started("t1", key, Samples.session("ann"), Samples.OTHER_OWNER));
    long held = startGranted(Samples.started("t2", key, Samples.session("ann"), Samples.OWNER));

    assertThat(end(Samples.completed("t1", lost))).isEqualTo(new EndResult.LeaseLost());
    assertThat(end(Samples.completed("t2", lost))).isEqualTo(new EndResult.LeaseLost());

    assertThat(stateOf("ann", "t1")).isEqualTo(TurnState.INTERRUPTED);
    assertThat(stateOf("ann", "t2")).isEqualTo(TurnState.RUNNING);
    assertThat(end(Samples.completed("t2", held))).isEqualTo(new EndResult.Stored());
  }

  @Test
  default void a_turn_ends_once() {
    SessionKey key = opened("ann");
    long epoch = startGranted(Samples.started("t1", key, Samples.session("ann"), Samples.OWNER));
    end(Samples.completed("t1", epoch));

    EndResult again = end(Samples.ended("t1", epoch, new TurnEnding.Cancelled("too late")));

    assertThat(again).isEqualTo(new EndResult.LeaseLost());
    assertThat(stateOf("ann", "t1")).isEqualTo(TurnState.COMPLETED);
  }

  @Test
  default void a_turn_that_never_began_cannot_end() {
    opened("ann");

    assertThat(end(Samples.completed("t1", 1))).isEqualTo(new EndResult.LeaseLost());
  }

  @Test
  default void a_stateless_turn_needs_no_lease() {
    TurnScope scope = new TurnScope.Stateless();

    assertThat(start(Samples.started("t1", scope, Samples.OWNER, Samples.route("openai/gpt-5.5"))))
        .isEqualTo(new StartResult.Unleased());
    assertThat(start(Samples.started("t2", scope, Samples.OWNER, Samples.route("openai/gpt-5.5"))))
        .isEqualTo(new StartResult.Unleased());

    assertThat(end(Samples.completed("t1", 0))).isEqualTo(new EndResult.Stored());
    assertThat(TurnsOf.none(store().turns(), AGENT))
        .extracting(TurnRecord::state)
        .containsExactly(TurnState.RUNNING, TurnState.COMPLETED);
  }

  @Test
  default void turns_of_other_owners_are_interrupted_and_their_sessions_freed() {
    SessionKey ann = opened("ann");
    SessionKey bob = opened("bob");
    SessionKey eve = opened("eve");
    startGranted(Samples.started("t1", ann, Samples.session("ann"), Samples.OTHER_OWNER));
    startGranted(Samples.started("t2", bob, Samples.session("bob"), Samples.OTHER_OWNER));
    long mine = startGranted(Samples.started("t3", eve, Samples.session("eve"), Samples.OWNER));
    start(
        Samples.started(
            "t4", new TurnScope.Stateless(), Samples.OTHER_OWNER, Samples.route("openai/gpt-5.5")));

    assertThat(interruptAllButOwner()).isEqualTo(3);

    assertThat(stateOf("ann", "t1")).isEqualTo(TurnState.INTERRUPTED);
    assertThat(stateOf("bob", "t2")).isEqualTo(TurnState.INTERRUPTED);
    assertThat(stateOf("eve", "t3")).isEqualTo(TurnState.RUNNING);
    assertThat(TurnsOf.none(store().turns(), AGENT))
        .extracting(TurnRecord::state)
        .containsExactly(TurnState.INTERRUPTED);
    assertThat(interruptAllButOwner()).isZero();
    assertThat(
            startGranted(Samples.started("t5", ann, Samples.session("ann"), Samples.OTHER_OWNER)))
        .isEqualTo(2);
    assertThat(end(Samples.completed("t3", mine))).isEqualTo(new EndResult.Stored());
  }

  @Test
  default void a_turn_belongs_to_a_stored_session() {
    SessionKey key = opened("ann");

    assertThatThrownBy(
            () -> start(Samples.started("t1", key, Samples.session("unknown"), Samples.OWNER)))
        .isInstanceOfSatisfying(
            StorageFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(StorageFailure.Code.CONSTRAINT));

    assertThat(startGranted(Samples.started("t1", key, Samples.session("ann"), Samples.OWNER)))
        .isEqualTo(1);
  }

  @Test
  default void a_turn_has_the_key_of_its_session() {
    SessionKey ann = opened("ann");
    opened("bob");

    assertThatThrownBy(
            () -> start(Samples.started("t1", ann, Samples.session("bob"), Samples.OWNER)))
        .isInstanceOfSatisfying(
            StorageFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(StorageFailure.Code.CONSTRAINT));

    assertThat(startGranted(Samples.started("t1", ann, Samples.session("ann"), Samples.OWNER)))
        .isEqualTo(1);
  }

  @Test
  default void a_turn_id_is_used_once() {
    SessionKey key = opened("ann");
    opened("bob");
    startGranted(Samples.started("t1", key, Samples.session("ann"), Samples.OWNER));

    assertThatThrownBy(
            () ->
                start(
                    Samples.started(
                        "t1", Samples.key("bob"), Samples.session("bob"), Samples.OWNER)))
        .isInstanceOfSatisfying(
            StorageFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(StorageFailure.Code.CONSTRAINT));
  }
}
