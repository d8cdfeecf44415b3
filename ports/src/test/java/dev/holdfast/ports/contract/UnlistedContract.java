package dev.holdfast.ports.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.domain.session.SessionId;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.transcript.EventParent;
import dev.holdfast.domain.transcript.NewEvent;
import dev.holdfast.domain.turn.TurnRecord;
import dev.holdfast.domain.turn.TurnScope;
import dev.holdfast.domain.turn.TurnState;
import dev.holdfast.ports.out.env.StorageFailure;
import dev.holdfast.ports.out.read.SessionReads.PageStart;
import dev.holdfast.ports.out.read.SessionReads.SessionPage;
import dev.holdfast.ports.out.read.SessionReads.SessionSnapshot;
import dev.holdfast.ports.out.write.TurnWrites.EndResult;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Unlisted transcripts grow like others, beside sessions and unseen among them. */
public interface UnlistedContract extends OpenStoreContract {

  private List<TurnRecord> turnsOf(SessionId session) {
    return TurnsOf.session(store().turns(), AGENT, session);
  }

  @Test
  default void an_unlisted_transcript_is_no_session() {
    SessionId session = Samples.session("1");
    beginUnlisted(session);
    NewEvent event = Samples.first("event");

    assertThat(append(session, event)).isEqualTo(1);

    assertThat(store().responses().branch(AGENT, session, EventParent.after(event.id())))
        .hasValue(List.of(event.at(1)));
    assertThat(store().sessions().snapshot(AGENT, session)).isEqualTo(new SessionSnapshot.Absent());
    assertThat(store().sessions().list(AGENT, new PageStart.First(), 10))
        .isEqualTo(new SessionPage(List.of(), false));
    assertThat(store().sessions().count(AGENT)).isZero();
  }

  @Test
  default void sequences_of_an_unlisted_transcript_have_no_gaps() {
    SessionId session = Samples.session("1");
    beginUnlisted(session);
    NewEvent first = Samples.first("a");

    assertThat(append(session, first, Samples.after(first, "b"))).isEqualTo(1);
    assertThat(append(session, Samples.after(first, "c"))).isEqualTo(3);
  }

  @Test
  default void an_id_is_used_once_by_sessions_and_unlisted_transcripts_together() {
    beginUnlisted(Samples.session("1"));
    reserve(Samples.key("ann"), Samples.session("2"));

    assertConstraint(() -> beginUnlisted(Samples.session("1")));
    assertConstraint(() -> beginUnlisted(Samples.session("2")));
    assertConstraint(() -> reserve(Samples.key("bob"), Samples.session("1")));
  }

  private static void assertConstraint(Runnable change) {
    assertThatThrownBy(change::run)
        .isInstanceOfSatisfying(
            StorageFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(StorageFailure.Code.CONSTRAINT));
  }

  @Test
  default void turns_of_an_unlisted_transcript_take_no_lease_and_run_at_the_same_time() {
    SessionId session = Samples.session("1");
    beginUnlisted(session);

    startUnleased(Samples.unlisted("t1", session, Samples.OWNER));
    startUnleased(Samples.unlisted("t2", session, Samples.OWNER));

    assertThat(turnsOf(session))
        .extracting(TurnRecord::state)
        .containsExactly(TurnState.RUNNING, TurnState.RUNNING);
    assertThat(end(Samples.completed("t1", 0))).isEqualTo(new EndResult.Stored());
    assertThat(turnsOf(session))
        .extracting(TurnRecord::state)
        .containsExactly(TurnState.RUNNING, TurnState.COMPLETED);
    assertThat(end(Samples.completed("t1", 0))).isEqualTo(new EndResult.LeaseLost());
  }

  @Test
  default void a_turn_of_an_unlisted_transcript_is_told_with_it_and_not_as_stateless() {
    SessionId session = Samples.session("1");
    beginUnlisted(session);

    startUnleased(Samples.unlisted("t1", session, Samples.OWNER));

    assertThat(turnsOf(session))
        .extracting(TurnRecord::scope)
        .containsExactly(new TurnScope.Unlisted(session));
    assertThat(TurnsOf.none(store().turns(), AGENT)).isEmpty();
  }

  @Test
  default void a_turn_of_an_unlisted_transcript_needs_one_that_is_stored_and_unlisted() {
    SessionKey key = Samples.key("ann");
    SessionId keyed = Samples.session("keyed");
    SessionId unlisted = Samples.session("unlisted");
    reserve(key, keyed);
    beginUnlisted(unlisted);

    assertConstraint(
        () -> start(Samples.unlisted("t1", Samples.session("unknown"), Samples.OWNER)));
    assertConstraint(() -> start(Samples.unlisted("t1", keyed, Samples.OWNER)));
    assertConstraint(() -> start(Samples.started("t1", key, unlisted, Samples.OWNER)));

    startUnleased(Samples.unlisted("t1", unlisted, Samples.OWNER));
  }

  @Test
  default void turns_that_another_process_left_in_an_unlisted_transcript_are_interrupted() {
    SessionId session = Samples.session("1");
    beginUnlisted(session);
    startUnleased(Samples.unlisted("t1", session, Samples.OTHER_OWNER));
    startUnleased(Samples.unlisted("t2", session, Samples.OTHER_OWNER));
    startUnleased(Samples.unlisted("t3", session, Samples.OWNER));

    int interrupted =
        store()
            .transactions()
            .inAgent(
                AGENT, work -> work.turns().interruptAllBut(Samples.OWNER, "gone", Samples.at(40)));

    assertThat(interrupted).isEqualTo(2);
    assertThat(turnsOf(session))
        .extracting(TurnRecord::state)
        .containsExactly(TurnState.RUNNING, TurnState.INTERRUPTED, TurnState.INTERRUPTED);
  }
}
