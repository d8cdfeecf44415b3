package dev.holdfast.ports.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.domain.session.RotationReason;
import dev.holdfast.domain.session.SessionChange;
import dev.holdfast.domain.session.SessionEntry;
import dev.holdfast.domain.session.SessionId;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.transcript.EventId;
import dev.holdfast.domain.transcript.EventParent;
import dev.holdfast.domain.transcript.NewEvent;
import dev.holdfast.ports.out.read.SessionReads.SessionSnapshot;
import dev.holdfast.ports.out.write.SessionWrites.Result;
import org.junit.jupiter.api.Test;

/** The head decides which branch of the tree a session's next turn follows. */
public interface HeadContract extends OpenStoreContract {

  @Test
  default void the_path_leads_from_the_root_to_the_head_past_other_branches() {
    SessionKey key = Samples.key("ann");
    SessionId id = Samples.session("1");
    reserve(key, id);
    NewEvent root = Samples.first("root");
    NewEvent left = Samples.after(root, "left");
    NewEvent right = Samples.after(root, "right");
    NewEvent leftLeaf = Samples.after(left, "left-leaf");
    NewEvent rightLeaf = Samples.after(right, "right-leaf");
    append(id, root, left, right, leftLeaf, rightLeaf);

    moveHead(key, id, rightLeaf);

    assertThat(present(key).path()).containsExactly(root.at(1), right.at(3), rightLeaf.at(5));
    moveHead(key, id, left);
    assertThat(present(key).path()).containsExactly(root.at(1), left.at(2));
  }

  @Test
  default void a_new_root_leaves_the_older_branch_out() {
    SessionKey key = Samples.key("ann");
    SessionId id = Samples.session("1");
    reserve(key, id);
    NewEvent old = Samples.first("old");
    NewEvent fresh = Samples.first("fresh");
    append(id, old, fresh);

    moveHead(key, id, fresh);

    assertThat(present(key).path()).containsExactly(fresh.at(2));
  }

  @Test
  default void moving_the_head_moves_the_times_and_the_version() {
    SessionKey key = Samples.key("ann");
    SessionId id = Samples.session("1");
    reserve(key, id);
    NewEvent event = Samples.first("a");
    append(id, event);
    long version = present(key).entry().version();

    SessionEntry moved = moveHead(key, id, event);

    assertThat(moved.head()).isEqualTo(EventParent.after(event.id()));
    assertThat(moved.updatedAt()).isEqualTo(Samples.at(50));
    assertThat(moved.lastInteractionAt()).isEqualTo(Samples.at(50));
    assertThat(moved.createdAt()).isEqualTo(Samples.at(1));
    assertThat(moved.version()).isGreaterThan(version);
    assertThat(present(key).entry()).isEqualTo(moved);
  }

  @Test
  default void the_head_can_go_back_to_the_root() {
    SessionKey key = Samples.key("ann");
    SessionId id = Samples.session("1");
    reserve(key, id);
    NewEvent event = Samples.first("a");
    append(id, event);
    moveHead(key, id, event);

    applied(new SessionChange.MoveHead(key, id, EventParent.root(), Samples.at(51)));

    assertThat(present(key).path()).isEmpty();
    assertThat(present(key).entry().eventCount()).isEqualTo(1);
  }

  @Test
  default void the_head_is_an_event_of_the_session() {
    SessionKey key = Samples.key("ann");
    SessionId id = Samples.session("1");
    reserve(key, id);
    reserve(Samples.key("bob"), Samples.session("2"));
    append(Samples.session("2"), Samples.first("of-bob"));
    SessionEntry before = present(key).entry();

    assertThatThrownBy(
            () ->
                apply(
                    new SessionChange.MoveHead(
                        key, id, EventParent.after(new EventId("of-bob")), Samples.at(50))))
        .isInstanceOf(IllegalArgumentException.class);

    assertThat(present(key).entry()).isEqualTo(before);
  }

  @Test
  default void the_head_of_a_past_session_moves_and_the_row_of_its_key_stays() {
    SessionKey key = Samples.key("ann");
    NewEvent event = Samples.first("a");
    reserve(key, Samples.session("1"));
    append(Samples.session("1"), event);
    SessionEntry current =
        applied(
            new SessionChange.Rotate(
                key,
                Samples.session("1"),
                Samples.session("2"),
                RotationReason.RESET,
                Samples.at(40)));

    SessionEntry after = moveHead(key, Samples.session("1"), event);

    assertThat(after).isEqualTo(current);
    assertThat(store().sessions().snapshot(AGENT, Samples.session("1")))
        .isInstanceOfSatisfying(
            SessionSnapshot.Present.class,
            past -> assertThat(past.path()).containsExactly(event.at(1)));
  }

  @Test
  default void the_head_is_that_of_a_session_of_the_key() {
    SessionKey key = Samples.key("ann");
    SessionId id = Samples.session("1");
    SessionEntry entry = reserve(key, id);

    Result other =
        apply(
            new SessionChange.MoveHead(
                key, Samples.session("other"), EventParent.root(), Samples.at(50)));
    Result missing =
        apply(
            new SessionChange.MoveHead(Samples.key("bob"), id, EventParent.root(), Samples.at(50)));

    assertThat(other).isEqualTo(new Result.Outdated(entry));
    assertThat(missing).isEqualTo(new Result.Missing());
  }
}
