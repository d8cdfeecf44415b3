package dev.holdfast.ports.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.turn.LeaseHolder;
import dev.holdfast.domain.turn.OpenTurn;
import dev.holdfast.domain.turn.OpenTurn.SessionLease;
import dev.holdfast.domain.turn.StrayLease;
import dev.holdfast.domain.turn.TurnId;
import dev.holdfast.domain.turn.TurnScope;
import org.junit.jupiter.api.Test;

/**
 * The turns that run are found with what tells whether anybody works on them.
 *
 * <p>Not asserted: leases whose turn does not run, which no change of these ports leaves behind.
 */
public interface OpenTurnContract extends OpenStoreContract {

  private SessionKey opened(String name) {
    SessionKey key = Samples.key(name);
    reserve(key, Samples.session(name));
    return key;
  }

  @Test
  default void running_turns_are_found_with_their_leases_until_they_end() {
    SessionKey key = opened("ann");
    long epoch =
        startGranted(Samples.started("t1", key, Samples.session("ann"), Samples.OTHER_OWNER));
    startUnleased(
        Samples.started(
            "t2", new TurnScope.Stateless(), Samples.OWNER, Samples.route("openai/gpt-5.5")));

    assertThat(store().turns().open(AGENT, 1000))
        .containsExactlyInAnyOrder(
            new OpenTurn(
                new TurnId("t1"),
                new TurnScope.Keyed(key, Samples.session("ann")),
                Samples.OTHER_OWNER,
                epoch,
                Samples.at(20),
                new SessionLease.Own(Samples.at(50))),
            new OpenTurn(
                new TurnId("t2"),
                new TurnScope.Stateless(),
                Samples.OWNER,
                0,
                Samples.at(20),
                new SessionLease.NotNeeded()));
    assertThat(store().turns().open(AGENT, 1)).hasSize(1);

    end(Samples.completed("t1", epoch));
    end(Samples.completed("t2", 0));

    assertThat(store().turns().open(AGENT, 1000)).isEmpty();
    assertThat(store().turns().strayLeases(AGENT, 1000)).isEmpty();
  }

  @Test
  default void the_lease_of_a_running_turn_is_no_stray_one() {
    SessionKey key = opened("ann");
    long epoch = startGranted(Samples.started("t1", key, Samples.session("ann"), Samples.OWNER));
    LeaseHolder holder =
        new LeaseHolder(Samples.OWNER, new TurnId("t1"), epoch, Samples.at(20), Samples.at(50));

    int freed =
        store()
            .transactions()
            .inAgent(AGENT, work -> work.turns().freeStray(new StrayLease(key, holder)));

    assertThat(freed).isZero();
    assertThat(store().turns().open(AGENT, 1000))
        .extracting(OpenTurn::lease)
        .containsExactly(new SessionLease.Own(Samples.at(50)));
  }
}
