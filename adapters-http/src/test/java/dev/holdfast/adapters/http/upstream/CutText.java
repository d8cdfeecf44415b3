package dev.holdfast.adapters.http.upstream;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/** A text and where it is cut: between any two of Java's characters, halves of one too. */
record CutText(String text, List<Integer> places) {

  /** Half a character cannot be written as UTF-8. */
  static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  List<String> pieces() {
    List<Integer> ends =
        new ArrayList<>(
            places.stream().map(place -> place % (text.length() + 1)).sorted().toList());
    ends.add(text.length());
    List<String> pieces = new ArrayList<>();
    int from = 0;
    for (int end : ends) {
      pieces.add(text.substring(from, end));
      from = end;
    }
    return pieces;
  }

  static Arbitrary<CutText> any() {
    Arbitrary<String> texts =
        Arbitraries.of("a", " ", "\n", "\"", "\\", "{", "ü", "\u20ac", "\u2028", "\ud83d\ude00")
            .list()
            .ofMaxSize(12)
            .map(letters -> String.join("", letters));
    return Combinators.combine(texts, Arbitraries.integers().between(0, 100).list().ofMaxSize(6))
        .as(CutText::new);
  }
}
