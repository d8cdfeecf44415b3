package dev.holdfast.app.files.configuration;

import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/**
 * A text that means something.
 *
 * @param expected what it has to be, to be read after "must be"
 * @param parse its meaning, empty if it has none
 */
record TextShape<T>(String expected, Function<String, Optional<T>> parse) implements Shape<T> {

  /** Any text. */
  static TextShape<String> any() {
    return new TextShape<>("a text", Optional::of);
  }

  @Override
  public Optional<T> read(JsonValue value, Place place, Problems problems) {
    if (!(value instanceof JsonValue.Text(Spot spot, String text))) {
      problems.wrongValue(place, expected, value.kind());
      return Optional.empty();
    }
    Optional<T> meaning = parse.apply(text);
    if (meaning.isEmpty()) {
      problems.wrongValue(place, expected, "another text");
    }
    return meaning;
  }

  @Override
  public ObjectNode schema() {
    return Schemas.ofType("string");
  }
}
