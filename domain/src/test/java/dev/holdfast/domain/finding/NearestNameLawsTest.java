package dev.holdfast.domain.finding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Provide;

@Label("Laws of nearest names")
@PropertyDefaults(edgeCases = EdgeCasesMode.NONE)
class NearestNameLawsTest {

  @Property
  void a_known_name_is_its_own_nearest(@ForAll("names") List<String> known, @ForAll int which) {
    String name = known.get(Math.floorMod(which, known.size()));

    assertThat(NearestName.of(name, known))
        .hasSizeLessThanOrEqualTo(NearestName.MOST)
        .contains(name);
  }

  @Property
  void one_wrong_letter_is_always_borne(@ForAll("names") List<String> known, @ForAll int where) {
    String name = known.getFirst();
    int letter = Math.floorMod(where, name.length());
    String wrong = name.substring(0, letter) + '_' + name.substring(letter + 1);

    assertThat(NearestName.of(wrong, List.of(name))).containsExactly(name);
  }

  @Property
  void the_order_of_the_known_names_does_not_matter(
      @ForAll("names") List<String> known, @ForAll String unknown, @ForAll Random random) {
    List<String> shuffled = new ArrayList<>(known);
    Collections.shuffle(shuffled, random);

    assertThat(NearestName.of(unknown, shuffled)).isEqualTo(NearestName.of(unknown, known));
    assertThat(NearestName.of(known.getFirst(), shuffled))
        .isEqualTo(NearestName.of(known.getFirst(), known));
  }

  @Provide
  Arbitrary<List<String>> names() {
    return Arbitraries.strings()
        .withChars("abc/")
        .ofMinLength(1)
        .ofMaxLength(8)
        .list()
        .ofMinSize(1)
        .ofMaxSize(6);
  }
}
