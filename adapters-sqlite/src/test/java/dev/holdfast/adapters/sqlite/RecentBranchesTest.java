package dev.holdfast.adapters.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.adapters.sqlite.RecentBranches.Branch;
import dev.holdfast.adapters.sqlite.RecentBranches.Transcript;
import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.transcript.Completeness;
import dev.holdfast.domain.transcript.EventId;
import dev.holdfast.domain.transcript.EventOrigin;
import dev.holdfast.domain.transcript.EventParent;
import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.transcript.Role;
import dev.holdfast.domain.transcript.TranscriptEvent;
import dev.holdfast.domain.turn.TurnId;
import dev.holdfast.ports.contract.Samples;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is known of branches; that it is right is seen by {@link StoresAgreeTest}. */
@DisplayName("Branches that were read lately")
class RecentBranchesTest {

  private static final TranscriptEvent FIRST = event("first", 1, EventParent.root());
  private static final TranscriptEvent THIRD =
      event("third", 3, EventParent.after(new EventId("first")));

  private final RecentBranches recent = new RecentBranches();

  @Test
  void a_branch_is_known_up_to_each_of_its_events() {
    Branch branch = new Branch(List.of(FIRST, THIRD), 10);

    assertThat(branch.upTo(3, "third")).containsExactly(FIRST, THIRD);
    assertThat(branch.upTo(1, "first")).containsExactly(FIRST);
  }

  @Test
  void an_event_beside_the_branch_is_not_on_it() {
    Branch branch = new Branch(List.of(FIRST, THIRD), 10);

    assertThat(branch.upTo(2, "second")).isEmpty();
    assertThat(branch.upTo(4, "fourth")).isEmpty();
    assertThat(branch.upTo(3, "of another transcript")).isEmpty();
    assertThat(Branch.EMPTY.upTo(1, "first")).isEmpty();
  }

  @Test
  void a_rewritten_transcript_is_not_known() {
    Branch branch = new Branch(List.of(FIRST), 10);
    recent.remember(new Transcript(AgentId.MAIN, "s", 0), branch);

    assertThat(recent.of(new Transcript(AgentId.MAIN, "s", 0))).isSameAs(branch);
    assertThat(recent.of(new Transcript(AgentId.MAIN, "s", 1))).isEqualTo(Branch.EMPTY);
  }

  @Test
  void what_is_kept_is_bounded() {
    int count = 100;
    long characters = 1024 * 1024;
    for (int session = 0; session < count; session++) {
      recent.remember(transcript(session), new Branch(List.of(FIRST), characters));
    }

    long kept =
        IntStream.range(0, count)
            .filter(session -> !recent.of(transcript(session)).equals(Branch.EMPTY))
            .count();
    assertThat(kept).isBetween(1L, 8L);
  }

  @Test
  void a_branch_that_became_long_is_known_as_it_is_now() {
    Branch before = new Branch(List.of(FIRST), 10);
    recent.remember(transcript(0), before);
    recent.remember(transcript(0), new Branch(List.of(FIRST, THIRD), 1024 * 1024));

    assertThat(recent.of(transcript(0)).path()).containsExactly(FIRST, THIRD);
    assertThat(before.path()).as("nothing else held it").hasSize(1);
  }

  private static Transcript transcript(int session) {
    return new Transcript(AgentId.MAIN, "session-" + session, 0);
  }

  private static TranscriptEvent event(String id, long sequence, EventParent parent) {
    return new TranscriptEvent(
        new EventId(id),
        sequence,
        parent,
        new TurnId("turn"),
        Samples.at(1),
        Item.message(Role.USER, "text"),
        1,
        EventOrigin.client(),
        Completeness.COMPLETE);
  }
}
