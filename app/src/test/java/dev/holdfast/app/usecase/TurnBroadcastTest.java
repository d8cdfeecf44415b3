package dev.holdfast.app.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.domain.turn.Refusal;
import dev.holdfast.domain.turn.RefusalReason;
import dev.holdfast.domain.turn.TurnId;
import dev.holdfast.ports.in.Conversations.TurnObserver;
import dev.holdfast.ports.in.Conversations.TurnOutcome;
import dev.holdfast.ports.in.TurnFacts;
import dev.holdfast.ports.out.model.ModelDelta;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What a turn tells")
class TurnBroadcastTest {

  private static final TurnOutcome OUTCOME =
      new TurnOutcome.Refused(Refusal.of(RefusalReason.NO_NEW_INPUT, "Nothing is new."));

  private final List<Long> alone = new ArrayList<>();
  private final TurnBroadcast broadcast =
      new TurnBroadcast(new TurnFixture.OfBegin(() -> {}), alone::add);

  @Test
  void is_for_nobody_each_time_the_last_listener_is_gone() {
    assertThat(broadcast.join()).isTrue();
    broadcast.leave();
    assertThat(alone).isEmpty();

    broadcast.leave();
    assertThat(broadcast.join()).isTrue();
    broadcast.leave();

    assertThat(alone).containsExactly(1L, 2L);
  }

  @Test
  void ends_for_want_of_listeners_only_if_none_came_since() {
    broadcast.leave();
    broadcast.join();
    broadcast.leave();

    assertThat(broadcast.closeIfAloneSince(1)).as("somebody came in between").isFalse();
    assertThat(broadcast.closeIfAloneSince(2)).isTrue();
  }

  @Test
  void can_not_be_joined_once_it_ends_for_want_of_listeners() {
    broadcast.leave();
    broadcast.closeIfAloneSince(1);

    assertThat(broadcast.join()).isFalse();
  }

  @Test
  void does_not_end_while_somebody_listens() {
    broadcast.leave();
    broadcast.join();

    assertThat(broadcast.closeIfAloneSince(1)).isFalse();
    assertThat(broadcast.join()).isTrue();
    assertThat(broadcast.hasOthers()).isTrue();
  }

  @Test
  void is_kept_for_nobody_if_nobody_can_join() {
    List<TurnId> heard = new ArrayList<>();
    broadcast.closeToOthers();
    broadcast.named(new TurnId("t-1"));
    broadcast.end(OUTCOME);

    assertThat(broadcast.join()).isFalse();
    assertThat(broadcast.follow(new Naming(heard), () -> false)).isEqualTo(OUTCOME);
    assertThat(heard).isEmpty();
  }

  private record Naming(List<TurnId> heard) implements TurnObserver {

    @Override
    public void named(TurnId turn) {
      heard.add(turn);
    }

    @Override
    public void replaying() {}

    @Override
    public void started(TurnFacts facts) {}

    @Override
    public void delta(ModelDelta delta) {}
  }

  @Test
  void breaks_for_all_when_it_breaks() {
    broadcast.breakOff(new IllegalStateException("defect"));

    assertThatThrownBy(() -> broadcast.follow(new TurnFixture.OfBegin(() -> {}), () -> false))
        .hasRootCauseMessage("defect");
  }

  @Test
  void is_told_to_its_end_whoever_comes_late() {
    broadcast.end(OUTCOME);

    assertThat(broadcast.follow(new TurnFixture.OfBegin(() -> {}), () -> false)).isEqualTo(OUTCOME);
  }
}
