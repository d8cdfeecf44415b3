package dev.holdfast.app.files.configuration;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/**
 * An object whose names the operator chooses.
 *
 * @param expectedName what a name has to be, to be read after "must be"
 * @param parseName the meaning of a name, empty if it has none; two names of one meaning are a
 *     repetition
 */
record TableShape<K, T>(
    String expectedName, Function<String, Optional<K>> parseName, Shape<T> value)
    implements Shape<Table<K, T>> {

  @Override
  public Optional<Table<K, T>> read(JsonValue json, Place place, Problems problems) {
    if (!(json instanceof JsonValue.Composite object)) {
      problems.wrongValue(place, "an object", json.kind());
      return Optional.empty();
    }
    List<Table.Entry<K, T>> entries = new ArrayList<>();
    Set<K> named = new HashSet<>();
    for (JsonValue.Member member : object.members()) {
      Place at = place.member(member.name(), member.spot());
      Optional<K> name = parseName.apply(member.name());
      if (name.isEmpty()) {
        problems.error(
            at, "config-wrong-name", "The name must be " + expectedName + ".", "Choose another.");
      } else if (!named.add(name.get())) {
        Repetition.report(at, problems);
      }
      Place valuePlace = new Place(at.path(), member.value().spot());
      Optional<T> read = value.read(member.value(), valuePlace, problems);
      if (name.isPresent() && read.isPresent()) {
        entries.add(new Table.Entry<>(name.get(), read.get(), valuePlace));
      }
    }
    return Optional.of(new Table<>(entries, named));
  }

  @Override
  public ObjectNode schema() {
    ObjectNode schema = Schemas.ofType("object");
    schema.set("additionalProperties", value.schema());
    return schema;
  }
}
