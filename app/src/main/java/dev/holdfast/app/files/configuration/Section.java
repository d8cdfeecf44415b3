package dev.holdfast.app.files.configuration;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An object that was read by its keys; what could not be read is not in it. */
final class Section {

  private final Place place;
  private final Map<String, Located<?>> values;
  private final Set<String> mentioned;

  Section(Place place, Map<String, Located<?>> values, Set<String> mentioned) {
    this.place = place;
    this.values = Map.copyOf(values);
    this.mentioned = Set.copyOf(mentioned);
  }

  Place place() {
    return place;
  }

  /** Whether the key stands there, readable or not. */
  boolean mentions(Key<?> key) {
    return mentioned.contains(key.name());
  }

  /** The value of a key and where it stands; empty if it is missing or unreadable. */
  @SuppressWarnings("unchecked") // the key of this name read the value, so it has the key's type
  <T> Optional<Located<T>> find(Key<T> key) {
    return Optional.ofNullable((Located<T>) values.get(key.name()));
  }

  /** The value of a key; the other one if it is missing or unreadable. */
  <T> T get(Key<T> key, T otherwise) {
    return find(key).map(Located::value).orElse(otherwise);
  }
}
