package dev.holdfast.domain.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.turn.TurnId;
import java.util.List;
import java.util.stream.Stream;
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
  void of_a_whole_answer_are_numbered_by_kind_in_the_order_of_its_items() {
    Item words = Item.message(Role.ASSISTANT, "words");
    Item call = new Item.ToolCall("call_1", "look", "{}", RawFields.NONE);
    Item thoughts = new Item.Other("reasoning", RawFields.NONE);
    Item result = new Item.ToolResult("call_1", List.of(), RawFields.NONE);

    List<EventId> all =
        Stream.of(thoughts, words, call, call, words, result, call).map(ids::next).toList();

    assertThat(all)
        .extracting(EventId::value)
        .containsExactly(
            "0198abco0",
            "0198abcm0",
            "0198abcc0",
            "0198abcc1",
            "0198abcm1",
            "0198abco1",
            "0198abcc2");
  }

  @Test
  void of_calls_that_are_streamed_are_those_of_the_whole_answer() {
    EventId streamed = ids.call(0);

    assertThat(ids.next(new Item.ToolCall("call_1", "look", "{}", RawFields.NONE)))
        .isEqualTo(streamed);
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
