package dev.holdfast.domain.finding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Nearest name")
class NearestNameTest {

  @ParameterizedTest(name = "{0} → {1}")
  @CsvSource({
    "prot, port",
    "por, port",
    "portt, port",
    "Port, port",
    "pirt, port",
    "allowedHost, allowedHosts",
    "durabiltiy, durability",
    "openai/gpt-5.4, openai/gpt-5.5",
    "gpt-5.5, openai/gpt-5.5",
    "openia/gpt-5.5, openai/gpt-5.5",
    "azure/gpt-5.5, openai/gpt-5.5",
  })
  void is_found_in_spite_of_typing_errors(String unknown, String nearest) {
    assertThat(
            NearestName.of(
                unknown,
                List.of("port", "bind", "durability", "allowedHosts", "cors", "openai/gpt-5.5")))
        .first()
        .isEqualTo(nearest);
  }

  @ParameterizedTest
  @CsvSource({"'', port", "zzz, port", "xyzport, port", "durabilities1, durability", "po, port/x"})
  void is_nothing_if_nothing_is_near(String unknown, String known) {
    assertThat(NearestName.of(unknown, List.of(known))).isEmpty();
  }

  @Test
  void comes_with_at_most_two_others_nearest_first_and_then_by_alphabet() {
    assertThat(
            NearestName.of(
                "gpt-5.5", List.of("gpt-5.7x", "gpt-5.9", "gpt-5.4", "gpt-5.5x", "GPT-5.5")))
        .containsExactly("GPT-5.5", "gpt-5.4", "gpt-5.5x");
  }

  @Test
  void is_given_once() {
    assertThat(NearestName.of("prot", List.of("port", "port"))).containsExactly("port");
  }

  @Test
  void is_not_looked_for_in_a_text_no_name_can_be() {
    assertThat(NearestName.of("x".repeat(1_000_000), List.of("x".repeat(1_000_000)))).isEmpty();
  }
}
