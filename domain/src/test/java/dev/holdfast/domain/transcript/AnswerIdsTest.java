package dev.holdfast.domain.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.turn.TurnId;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The identities of an answer's events")
class AnswerIdsTest {

  private final AnswerIds ids = new AnswerIds(new TurnId("turn_0198abc"));

  @Test
  void are_made_of_the_turns_by_kind_and_order() {
    assertThat(ids.nextMessage()).isEqualTo(new EventId("0198abcm0"));
    assertThat(ids.nextMessage()).isEqualTo(new EventId("0198abcm1"));
    assertThat(ids.call(0)).isEqualTo(new EventId("0198abcc0"));
    assertThat(ids.call(7)).isEqualTo(new EventId("0198abcc7"));
    assertThat(ids.nextOther()).isEqualTo(new EventId("0198abco0"));
  }

  @Test
  void are_the_same_each_time() {
    assertThat(new AnswerIds(new TurnId("turn_0198abc")).nextMessage())
        .isEqualTo(ids.nextMessage());
  }

  @Test
  void are_told_from_those_of_other_events() {
    assertThat(ids.holds(ids.nextMessage())).isTrue();
    assertThat(ids.holds(ids.call(1))).isTrue();
    assertThat(ids.holds(ids.nextOther())).isTrue();
    assertThat(ids.holds(new EventId("0198abc"))).isFalse();
    assertThat(ids.holds(new EventId("0198abcd0"))).isFalse();
    assertThat(ids.holds(new EventId("77m0"))).isFalse();
  }

  @Test
  void of_a_turn_with_another_name_hold_it_whole() {
    assertThat(new AnswerIds(new TurnId("imported-1")).nextMessage())
        .isEqualTo(new EventId("imported-1m0"));
  }
}
