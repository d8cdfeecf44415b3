package dev.holdfast.ports.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.domain.route.RouteSelection;
import dev.holdfast.domain.session.PreviousSession;
import dev.holdfast.domain.session.SessionChange;
import dev.holdfast.domain.session.SessionEntry;
import dev.holdfast.domain.session.SessionId;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.transcript.ClientHabit;
import dev.holdfast.domain.transcript.EventParent;
import dev.holdfast.ports.out.env.StorageFailure;
import dev.holdfast.ports.out.read.SessionReads.SessionSnapshot;
import dev.holdfast.ports.out.write.SessionWrites.Result;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One key leads to one session, whoever comes first. */
public interface ReservationContract extends OpenStoreContract {

  @Test
  default void a_reserved_key_leads_to_its_session() {
    SessionKey key = Samples.key("ann");
    SessionId id = Samples.session("1");

    assertThat(store().sessions().snapshot(AGENT, key)).isEqualTo(new SessionSnapshot.Absent());
    SessionEntry reserved = reserve(key, id);

    assertThat(reserved)
        .isEqualTo(
            new SessionEntry(
                AGENT,
                key,
                id,
                new PreviousSession.None(),
                EventParent.root(),
                0,
                new RouteSelection.AgentDefault(),
                "",
                ClientHabit.SENDS_NEW_MESSAGES,
                Samples.at(1),
                Samples.at(1),
                Samples.at(1),
                Samples.at(1),
                1));
    assertThat(present(key)).isEqualTo(new SessionSnapshot.Present(reserved, List.of()));
    assertThat(store().sessions().snapshot(AGENT, id)).isEqualTo(present(key));
  }

  @Test
  default void a_second_reservation_is_told_of_the_first() {
    SessionKey key = Samples.key("ann");
    SessionEntry first = reserve(key, Samples.session("1"));

    Result second = apply(new SessionChange.Reserve(key, Samples.session("2"), Samples.at(2)));

    assertThat(second).isEqualTo(new Result.Outdated(first));
    assertThat(present(key).entry()).isEqualTo(first);
    assertThat(store().sessions().snapshot(AGENT, Samples.session("2")))
        .isEqualTo(new SessionSnapshot.Absent());
  }

  @Test
  default void of_racing_reservations_one_is_applied_and_all_lead_to_it() throws Exception {
    SessionKey key = Samples.key("ann");

    List<Result> results =
        Race.between(
            8,
            number ->
                () ->
                    apply(
                        new SessionChange.Reserve(
                            key, Samples.session("racer-" + number), Samples.at(number))));

    assertThat(results).filteredOn(Result.Applied.class::isInstance).hasSize(1);
    assertThat(results).filteredOn(Result.Outdated.class::isInstance).hasSize(7);
    SessionEntry winner = present(key).entry();
    assertThat(results)
        .allSatisfy(
            result ->
                assertThat(
                        switch (result) {
                          case Result.Applied(SessionEntry entry) -> entry.id();
                          case Result.Outdated(SessionEntry entry) -> entry.id();
                          case Result.Missing missing -> Samples.session("none");
                        })
                    .isEqualTo(winner.id()));
  }

  @Test
  default void a_session_id_is_used_once() {
    reserve(Samples.key("ann"), Samples.session("1"));

    assertThatThrownBy(
            () ->
                apply(
                    new SessionChange.Reserve(
                        Samples.key("bob"), Samples.session("1"), Samples.at(2))))
        .isInstanceOfSatisfying(
            StorageFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(StorageFailure.Code.CONSTRAINT));
  }
}
