package dev.holdfast.domain.turn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("Why a turn ended without an answer")
final class EndReasonTest {

  @ParameterizedTest
  @EnumSource(StuckReason.class)
  void is_a_cause_and_told_in_words_for_whatever_was_recovered(StuckReason stuck) {
    EndReason reason = EndReason.of(EndReason.recovered(stuck));

    assertThat(reason.cause()).isEqualTo("recovered_" + stuck.name().toLowerCase(Locale.ROOT));
    assertThat(reason.message()).startsWith("An operator ended it: ").endsWith(" is kept.");
  }

  @Test
  void is_told_as_it_is_where_it_is_a_sentence() {
    assertThat(EndReason.of("another process took it"))
        .isEqualTo(new EndReason("", "another process took it"));
  }
}
