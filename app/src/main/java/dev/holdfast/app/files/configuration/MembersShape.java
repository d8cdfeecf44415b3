package dev.holdfast.app.files.configuration;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** An object with these keys and no others. */
final class MembersShape implements Shape<Section> {

  private final List<Key<?>> keys;

  MembersShape(List<Key<?>> keys) {
    this.keys = List.copyOf(keys);
  }

  @Override
  public Optional<Section> read(JsonValue value, Place place, Problems problems) {
    if (!(value instanceof JsonValue.Composite object)) {
      problems.wrongValue(place, "an object", value.kind());
      return Optional.empty();
    }
    Map<String, Located<?>> values = new HashMap<>();
    Set<String> mentioned = new HashSet<>();
    for (JsonValue.Member member : object.members()) {
      Place named = place.member(member.name(), member.spot());
      if (!mentioned.add(member.name())) {
        Repetition.report(named, problems);
      } else {
        readMember(member, named, problems)
            .ifPresent(located -> values.put(member.name(), located));
      }
    }
    reportMissing(place, mentioned, problems);
    return Optional.of(new Section(place, values, mentioned));
  }

  private Optional<Located<?>> readMember(JsonValue.Member member, Place named, Problems problems) {
    for (Key<?> key : keys) {
      if (key.name().equals(member.name())) {
        return readValue(key, member.value(), named, problems);
      }
    }
    problems.error(
        named,
        "config-unknown-key",
        "There is no such key here.",
        Suggestion.of(
            member.name(),
            names(),
            "Remove it; the keys here are " + String.join(", ", names()) + "."));
    return Optional.empty();
  }

  private static <T> Optional<Located<?>> readValue(
      Key<T> key, JsonValue value, Place named, Problems problems) {
    if (key.presence() == Key.Presence.NULLABLE && value instanceof JsonValue.Nothing) {
      return Optional.empty();
    }
    Place place = new Place(named.path(), value.spot());
    return key.shape().read(value, place, problems).map(read -> new Located<>(read, place));
  }

  private void reportMissing(Place place, Set<String> mentioned, Problems problems) {
    for (Key<?> key : keys) {
      if (key.presence() == Key.Presence.REQUIRED && !mentioned.contains(key.name())) {
        problems.error(
            place,
            "config-missing-key",
            "The key \"" + key.name() + "\" is missing.",
            "Add it: " + key.description());
      }
    }
  }

  private List<String> names() {
    return keys.stream().map(Key::name).toList();
  }

  @Override
  public ObjectNode schema() {
    ObjectNode schema = Schemas.ofType("object");
    ObjectNode properties = schema.putObject("properties");
    keys.forEach(key -> properties.set(key.name(), key.schema()));
    List<String> required =
        keys.stream()
            .filter(key -> key.presence() == Key.Presence.REQUIRED)
            .map(Key::name)
            .toList();
    if (!required.isEmpty()) {
      ArrayNode names = schema.putArray("required");
      required.forEach(names::add);
    }
    return schema.put("additionalProperties", false);
  }
}
