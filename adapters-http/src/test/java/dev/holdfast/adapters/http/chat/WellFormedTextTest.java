package dev.holdfast.adapters.http.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

@Label("Well-formed text")
class WellFormedTextTest {

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings()
        .withChars('a', 'é', '\uD83D', '\uDE00', '\uD800', '\uDFFF')
        .ofMaxLength(12);
  }

  @Property
  void is_what_utf_8_keeps(@ForAll("texts") String text) {
    String kept = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);

    assertThat(WellFormedText.holds(text)).isEqualTo(kept.equals(text));
  }

  @Property
  void is_what_repairing_gives_and_leaves_alone(@ForAll("texts") String text) {
    String repaired = WellFormedText.repaired(text);

    assertThat(WellFormedText.holds(repaired)).isTrue();
    assertThat(repaired).hasSameSizeAs(text);
    assertThat(repaired.equals(text)).isEqualTo(WellFormedText.holds(text));
  }

  @Example
  void keeps_its_whole_pairs() {
    assertThat(WellFormedText.repaired("\uDE00a\uD83D\uDE00b\uD83D")).isEqualTo("\uFFFDa😀b\uFFFD");
  }
}
