package dev.holdfast.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;

@Label("Plain text")
final class PlainTextTest {

  @Property
  void nothing_that_controls_a_terminal_is_left(@ForAll String text) {
    assertThat(PlainText.of(text).codePoints())
        .allMatch(codePoint -> !Character.isISOControl(codePoint))
        .allMatch(codePoint -> Character.getType(codePoint) != Character.SURROGATE);
  }

  @Property
  void escaping_twice_changes_nothing(@ForAll String text) {
    String once = PlainText.of(text);

    assertThat(PlainText.of(once)).isEqualTo(once);
  }

  @Property
  void a_cut_text_fits(@ForAll String text) {
    String plain = PlainText.of(text);

    assertThat(PlainText.columns(PlainText.cut(plain, 10))).isLessThanOrEqualTo(10);
  }

  @Example
  void letters_of_any_script_and_emoji_stay() {
    String text = "Grüße, 東京, مرحبا, 👩‍👩‍👧";

    assertThat(PlainText.of(text)).isSameAs(text);
  }

  @Example
  void the_reading_direction_cannot_be_turned() {
    assertThat(PlainText.of("a\u202eb\u2066c\u2028d")).isEqualTo("a\\u{202e}b\\u{2066}c\\u{2028}d");
  }

  @Example
  void wide_letters_take_two_columns_and_marks_none() {
    assertThat(PlainText.columns("東京")).isEqualTo(4);
    assertThat(PlainText.columns("e\u0301")).isEqualTo(1);
    assertThat(PlainText.columns("\u231a\u2705\u26a1")).isEqualTo(6);
    assertThat(PlainText.columns("\u2713\u2192\u26a0")).isEqualTo(3);
    assertThat(PlainText.cut("東京都", 5)).isEqualTo("東京…");
  }
}
