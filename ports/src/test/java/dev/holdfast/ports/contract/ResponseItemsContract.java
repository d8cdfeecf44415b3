package dev.holdfast.ports.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.session.RotationReason;
import dev.holdfast.domain.session.SessionChange;
import dev.holdfast.domain.session.SessionId;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.transcript.EventId;
import dev.holdfast.domain.transcript.EventParent;
import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.transcript.NewEvent;
import dev.holdfast.domain.transcript.Role;
import dev.holdfast.domain.transcript.TranscriptEvent;
import dev.holdfast.domain.turn.TurnId;
import dev.holdfast.domain.turn.TurnScope;
import dev.holdfast.ports.out.read.ResponseReads.Placed;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The items of responses are the events of transcripts: by turn, by branch and by identity. */
public interface ResponseItemsContract extends OpenStoreContract {

  private List<TranscriptEvent> eventsOf(SessionId session, String turn) {
    return store().responses().eventsOf(AGENT, session, new TurnId(turn));
  }

  private List<TranscriptEvent> branch(SessionId session, NewEvent end) {
    return held(session, end).orElseThrow();
  }

  private Optional<List<TranscriptEvent>> held(SessionId session, NewEvent end) {
    return store().responses().branch(AGENT, session, EventParent.after(end.id()));
  }

  private List<Placed> placed(String event) {
    return store().responses().events(AGENT, new EventId(event));
  }

  @Test
  default void the_events_of_a_turn_are_told_in_order_and_apart_from_those_of_others() {
    SessionId session = Samples.session("1");
    beginUnlisted(session);
    NewEvent question = Samples.inTurn("t1", Samples.first("q1"));
    NewEvent file =
        Samples.inTurn(
            "t1",
            Samples.event(
                "f1",
                EventParent.after(question.id()),
                Item.message(Role.USER, "0123456789abcdef".repeat(300 * 1024 / 16))));
    NewEvent other = Samples.inTurn("t2", Samples.after(question, "q2"));
    NewEvent answer = Samples.inTurn("t1", Samples.after(file, "a1"));
    append(session, question, file);
    append(session, other);
    append(session, answer);

    assertThat(eventsOf(session, "t1")).containsExactly(question.at(1), file.at(2), answer.at(4));
    assertThat(eventsOf(session, "t2")).containsExactly(other.at(3));
    assertThat(eventsOf(session, "t3")).isEmpty();
    assertThat(eventsOf(Samples.session("unknown"), "t1")).isEmpty();
  }

  @Test
  default void the_events_of_a_turn_are_those_in_the_transcript_that_is_asked() {
    SessionId session = Samples.session("1");
    SessionId other = Samples.session("2");
    reserve(Samples.key("ann"), session);
    beginUnlisted(other);
    NewEvent here = Samples.inTurn("t1", Samples.first("here"));
    NewEvent there = Samples.inTurn("t1", Samples.first("there"));
    append(session, here);
    append(other, there);

    assertThat(eventsOf(session, "t1")).containsExactly(here.at(1));
    assertThat(eventsOf(other, "t1")).containsExactly(there.at(1));
  }

  @Test
  default void a_branch_is_told_from_the_root_to_any_of_its_events() {
    SessionId session = Samples.session("1");
    beginUnlisted(session);
    NewEvent root = Samples.first("root");
    NewEvent left = Samples.after(root, "left");
    NewEvent right = Samples.after(root, "right");
    NewEvent leaf = Samples.after(left, "leaf");
    append(session, root, left, right, leaf);

    assertThat(branch(session, leaf)).containsExactly(root.at(1), left.at(2), leaf.at(4));
    assertThat(branch(session, right)).containsExactly(root.at(1), right.at(3));
    assertThat(branch(session, left)).containsExactly(root.at(1), left.at(2));
    assertThat(branch(session, leaf)).containsExactly(root.at(1), left.at(2), leaf.at(4));
    assertThat(store().responses().branch(AGENT, session, EventParent.root())).hasValue(List.of());
  }

  @Test
  default void a_branch_of_a_session_with_a_key_need_not_end_at_its_head() {
    SessionKey key = Samples.key("ann");
    SessionId session = Samples.session("1");
    reserve(key, session);
    NewEvent first = Samples.first("first");
    NewEvent second = Samples.after(first, "second");
    append(session, first, second);
    moveHead(key, session, second);

    assertThat(branch(session, first)).containsExactly(first.at(1));
    assertThat(present(key).path()).containsExactly(first.at(1), second.at(2));
  }

  @Test
  default void a_branch_ends_at_an_event_of_the_transcript() {
    SessionId session = Samples.session("1");
    beginUnlisted(session);
    beginUnlisted(Samples.session("2"));
    append(session, Samples.first("here"));
    append(Samples.session("2"), Samples.first("there"));

    assertThat(held(session, Samples.first("here"))).isPresent();
    assertThat(held(session, Samples.first("there"))).isEmpty();
    assertThat(held(Samples.session("unknown"), Samples.first("here"))).isEmpty();
  }

  @Test
  default void branches_grow_at_the_same_time_and_each_is_read_whole() throws Exception {
    SessionId session = Samples.session("1");
    beginUnlisted(session);
    NewEvent root = Samples.first("root");
    append(session, root);

    List<List<EventId>> branches =
        Race.between(
            8,
            number ->
                () -> {
                  NewEvent end = root;
                  for (int step = 0; step < 10; step++) {
                    end = Samples.after(end, "event-" + number + "-" + step);
                    append(session, end);
                    branch(session, end);
                  }
                  return branch(session, end).stream().map(TranscriptEvent::id).toList();
                });

    assertThat(branches)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, 8).mapToObj(ResponseItemsContract::namesOfBranch).toList());
  }

  private static List<EventId> namesOfBranch(int number) {
    return IntStream.range(-1, 10)
        .mapToObj(step -> new EventId(step < 0 ? "root" : "event-" + number + "-" + step))
        .toList();
  }

  @Test
  default void an_event_is_found_by_its_id_wherever_it_stands() {
    SessionKey key = Samples.key("ann");
    SessionId past = Samples.session("3");
    SessionId unlisted = Samples.session("1");
    reserve(key, past);
    NewEvent before = Samples.first("before");
    NewEvent event = Samples.after(before, "event");
    append(past, before, event);
    applied(
        new SessionChange.Rotate(
            key, past, Samples.session("2"), RotationReason.RESET, Samples.at(60)));
    beginUnlisted(unlisted);
    append(unlisted, Samples.first("event"));

    assertThat(placed("event"))
        .containsExactly(
            new Placed(new TurnScope.Unlisted(unlisted), Samples.first("event").at(1)),
            new Placed(new TurnScope.Keyed(key, past), event.at(2)));
    assertThat(placed("before"))
        .containsExactly(new Placed(new TurnScope.Keyed(key, past), before.at(1)));
    assertThat(placed("unknown")).isEmpty();
  }
}
