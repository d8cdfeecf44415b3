package dev.holdfast.ports.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.domain.transcript.EventId;
import dev.holdfast.domain.transcript.NewEvent;
import dev.holdfast.domain.transcript.TranscriptEvent;
import dev.holdfast.domain.turn.TurnId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A turn can have the input of an unanswered one, which stays where it is. */
public interface AdoptionContract extends OpenStoreContract {

  private List<String> eventsOf(String turn) {
    return store().responses().eventsOf(AGENT, Samples.session("1"), new TurnId(turn)).stream()
        .map(event -> event.id().value())
        .toList();
  }

  private List<String> newest(String session, long after, int limit) {
    return store().sessions().newest(AGENT, Samples.session(session), after, limit).stream()
        .map(TranscriptEvent::id)
        .map(EventId::value)
        .toList();
  }

  private void twoEventsOfOneTurn() {
    reserve(Samples.key("ann"), Samples.session("1"));
    NewEvent first = Samples.inTurn("t1", Samples.first("a"));
    append(Samples.session("1"), first, Samples.inTurn("t1", Samples.after(first, "b")));
  }

  @Test
  default void an_adopted_event_is_one_of_both_turns() {
    twoEventsOfOneTurn();
    end(
        Samples.completed(
            "t1",
            startGranted(
                Samples.started("t1", Samples.key("ann"), Samples.session("1"), Samples.OWNER))));
    startGranted(Samples.started("t2", Samples.key("ann"), Samples.session("1"), Samples.OWNER));

    inStore(
        work ->
            work.transcripts()
                .adopt(new TurnId("t2"), Samples.session("1"), List.of(new EventId("a"))));

    assertThat(eventsOf("t1")).containsExactly("a", "b");
    assertThat(eventsOf("t2")).containsExactly("a");
  }

  @Test
  default void what_is_no_event_of_the_session_is_not_adopted() {
    twoEventsOfOneTurn();
    startGranted(Samples.started("t2", Samples.key("ann"), Samples.session("1"), Samples.OWNER));

    assertThatThrownBy(
            () ->
                inStore(
                    work ->
                        work.transcripts()
                            .adopt(
                                new TurnId("t2"),
                                Samples.session("1"),
                                List.of(new EventId("a"), new EventId("elsewhere")))))
        .isInstanceOf(IllegalArgumentException.class);

    assertThat(eventsOf("t2")).isEmpty();
  }

  @Test
  default void the_newest_events_are_those_of_every_branch_in_order() {
    twoEventsOfOneTurn();
    append(Samples.session("1"), Samples.first("other-branch"));

    assertThat(newest("1", 0, 10)).containsExactly("a", "b", "other-branch");
    assertThat(newest("1", 1, 10)).containsExactly("b", "other-branch");
    assertThat(newest("1", 0, 1)).containsExactly("other-branch");
    assertThat(newest("1", 3, 10)).isEmpty();
    assertThat(newest("nobody", 0, 10)).isEmpty();
  }
}
