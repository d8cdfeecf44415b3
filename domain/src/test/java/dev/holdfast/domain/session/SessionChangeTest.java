package dev.holdfast.domain.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.holdfast.domain.session.SessionChange.Relabel;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A change of a session")
final class SessionChangeTest {

  private static final SessionKey KEY = SessionKey.ofStored("agent:main:main");

  private static Relabel relabel(String label) {
    return new Relabel(KEY, label, Instant.EPOCH);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\u001b[31m", "a\nb", "a\r", "\u0000", "\u007f", "\u009bm", "\ud83d"})
  void has_no_label_with_a_control_character_or_half_a_pair(String label) {
    assertThatIllegalArgumentException().isThrownBy(() -> relabel(label));
  }

  @Test
  void has_a_label_up_to_its_bound() {
    String longest = "\ud83d\ude00".repeat(SessionChange.MAX_LABEL_LENGTH / 2);

    assertThat(relabel(longest).label()).isEqualTo(longest);
    assertThat(relabel("").label()).isEmpty();
    assertThatIllegalArgumentException().isThrownBy(() -> relabel(longest + "x"));
  }
}
