package dev.holdfast.app.torture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.app.torture.Options.Part;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The words after ./dev torture")
class OptionsTest {

  @Test
  void ask_for_everything_if_there_are_none() throws Options.Wrong {
    assertThat(Options.of(List.of()).parts()).containsExactlyInAnyOrder(Part.values());
  }

  @Test
  void ask_for_parts_and_for_how_long() throws Options.Wrong {
    Options options = Options.of(List.of("first-requests", "--rounds", "20", "--seed", "7"));

    assertThat(options.parts()).containsExactly(Part.FIRST_REQUESTS);
    assertThat(options.rounds()).isEqualTo(20);
    assertThat(options.seed()).isEqualTo(7);
  }

  @Test
  void ask_for_a_part_by_an_option_that_only_it_has() throws Options.Wrong {
    assertThat(Options.of(List.of("--cycles", "1000")).parts()).containsExactly(Part.KILL);
    assertThat(Options.of(List.of("--fsync")).parts()).containsExactly(Part.FSYNC);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--cycles", "--cycles 0", "--rounds many", "--workers -1", "reboot"})
  void are_refused_if_they_make_no_sense(String words) {
    assertThatThrownBy(() -> Options.of(List.of(words.split(" "))))
        .isInstanceOf(Options.Wrong.class);
  }
}
