package dev.holdfast.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The terminal")
final class TerminalTest {

  @Test
  void its_width_comes_from_the_launcher() {
    assertThat(Terminal.describedBy("132")).isEqualTo(new Terminal.Screenful(132));
  }

  @Test
  void a_tiny_width_is_not_taken_literally() {
    assertThat(Terminal.describedBy("3").columns()).isEqualTo(Terminal.NARROWEST);
  }

  @Test
  void anything_else_means_there_is_none() {
    assertThat(Terminal.describedBy("")).isEqualTo(new Terminal.Unbounded());
    assertThat(Terminal.describedBy("0")).isEqualTo(new Terminal.Unbounded());
    assertThat(Terminal.describedBy("wide")).isEqualTo(new Terminal.Unbounded());
    assertThat(Terminal.describedBy("999999")).isEqualTo(new Terminal.Unbounded());
  }
}
