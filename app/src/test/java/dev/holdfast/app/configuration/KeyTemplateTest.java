package dev.holdfast.app.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The template of a session key")
final class KeyTemplateTest {

  @ParameterizedTest
  @CsvSource({
    "{value}, x, x",
    "openwebui:{value}, x, openwebui:x",
    "a:{value}:b, x, a:x:b",
    "a:{value}, {value}, a:{value}",
  })
  void puts_the_value_in_its_place(String template, String value, String key) {
    assertThat(KeyTemplate.of(template).apply(value)).isEqualTo(key);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no place", "{value}{value}", "{Value}"})
  void has_exactly_one_place(String template) {
    assertThat(KeyTemplate.isValid(template)).isFalse();
    assertThatIllegalArgumentException().isThrownBy(() -> KeyTemplate.of(template));
  }

  @Test
  void without_more_is_the_value() {
    assertThat(KeyTemplate.BARE).isEqualTo(KeyTemplate.of(KeyTemplate.PLACEHOLDER));
  }
}
