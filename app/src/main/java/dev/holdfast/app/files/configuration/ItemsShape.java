package dev.holdfast.app.files.configuration;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * A list of values of one shape.
 *
 * @param most elements at most: more is a mistake, and each costs time in a request
 */
record ItemsShape<T>(Shape<T> element, int most) implements Shape<List<Located<T>>> {

  @Override
  public Optional<List<Located<T>>> read(JsonValue value, Place place, Problems problems) {
    if (!(value instanceof JsonValue.Sequence(Spot spot, List<JsonValue> elements))) {
      problems.wrongValue(place, "a list", value.kind());
      return Optional.empty();
    }
    if (elements.size() > most) {
      problems.wrongValue(place, "a list of at most " + most, "a longer one");
      return Optional.empty();
    }
    List<Located<T>> read = new ArrayList<>();
    for (int i = 0; i < elements.size(); i++) {
      Place at = place.element(i, elements.get(i).spot());
      element
          .read(elements.get(i), at, problems)
          .ifPresent(good -> read.add(new Located<>(good, at)));
    }
    return Optional.of(List.copyOf(read));
  }

  @Override
  public ObjectNode schema() {
    ObjectNode schema = Schemas.ofType("array").put("maxItems", most);
    schema.set("items", element.schema());
    return schema;
  }
}
