package dev.holdfast.domain.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Agent id")
class AgentIdTest {

  @ParameterizedTest(name = "[{0}] → {1}")
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "main, main",
        "\" Work \", work",
        "a-b_c9, a-b_c9",
        "work-, work-",
        "my agent, my-agent",
        "my  !! agent, my-agent",
        "!!my agent!!, my-agent",
        "_x y, x-y",
        "\u00c4rger 7, rger-7",
      })
  void folding_gives_the_nearest_name(String text, String expected) {
    assertThat(AgentId.folded(text).value()).isEqualTo(expected);
  }

  @Test
  void folding_cuts_to_the_longest_name() {
    assertThat(AgentId.folded("x y".repeat(40)).value()).hasSize(AgentId.MAX_LENGTH);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "!!", "___", "-", "\u4f60\u597d"})
  void a_text_without_letter_or_digit_names_no_agent(String text) {
    assertThat(AgentId.isFoldable(text)).isFalse();
    assertThatIllegalArgumentException().isThrownBy(() -> AgentId.folded(text));
  }
}
