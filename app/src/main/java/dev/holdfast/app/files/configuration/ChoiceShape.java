package dev.holdfast.app.files.configuration;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** One of a few words. */
final class ChoiceShape<T> implements Shape<T> {

  private final SequencedMap<String, T> meanings;

  private ChoiceShape(SequencedMap<String, T> meanings) {
    this.meanings = meanings;
  }

  /** The constants of an enum, as their names in lower case. */
  static <E extends Enum<E>> ChoiceShape<E> of(List<E> constants) {
    SequencedMap<String, E> meanings = new LinkedHashMap<>();
    constants.forEach(constant -> meanings.put(constant.name().toLowerCase(Locale.ROOT), constant));
    return new ChoiceShape<>(meanings);
  }

  /** One word only. */
  static <T> ChoiceShape<T> only(String word, T meaning) {
    return new ChoiceShape<>(new LinkedHashMap<>(Map.of(word, meaning)));
  }

  @Override
  public Optional<T> read(JsonValue value, Place place, Problems problems) {
    if (value instanceof JsonValue.Text(Spot spot, String text) && meanings.containsKey(text)) {
      return Optional.of(meanings.get(text));
    }
    String found = value instanceof JsonValue.Text ? "another text" : value.kind();
    problems.wrongValue(place, words(), found);
    return Optional.empty();
  }

  private String words() {
    return meanings.keySet().stream()
        .map(word -> "\"" + word + "\"")
        .collect(Collectors.joining(" or "));
  }

  @Override
  public ObjectNode schema() {
    ObjectNode schema = Schemas.ofType("string");
    ArrayNode words = schema.putArray("enum");
    meanings.keySet().forEach(words::add);
    return schema;
  }
}
