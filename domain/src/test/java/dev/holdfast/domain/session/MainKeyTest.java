package dev.holdfast.domain.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Main key")
class MainKeyTest {

  @ParameterizedTest(name = "[{0}] → {1}")
  @CsvSource({"'', main", "'  ', main", "' Home ', home", "web:start, web:start"})
  void is_normalized(String text, String expected) {
    assertThat(MainKey.isValid(text)).isTrue();
    assertThat(MainKey.of(text).value()).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "global",
        "Unknown",
        "agent:a:x",
        ":x",
        "cron:x",
        "heartbeat",
        "x:heartbeat",
        "a\tb"
      })
  void cannot_be_a_name_that_means_something_else(String text) {
    assertThat(MainKey.isValid(text)).isFalse();
    assertThatIllegalArgumentException().isThrownBy(() -> MainKey.of(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Home", " home"})
  void cannot_be_made_from_a_text_that_is_not_canonical(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> new MainKey(text));
  }

  @ParameterizedTest(name = "{0} characters: {1}")
  @CsvSource({"128, true", "129, false"})
  void leaves_room_for_the_agent(int length, boolean valid) {
    assertThat(MainKey.isValid("x".repeat(length))).isEqualTo(valid);
  }
}
