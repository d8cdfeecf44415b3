package dev.holdfast.app.files.configuration;

import java.util.List;
import java.util.Set;

/**
 * An object whose names the operator chooses.
 *
 * @param entries the readable ones, in order
 * @param named every name, of unreadable entries too
 */
record Table<K, T>(List<Entry<K, T>> entries, Set<K> named) {

  Table {
    entries = List.copyOf(entries);
    named = Set.copyOf(named);
  }

  /** One of them. */
  record Entry<K, T>(K name, T value, Place place) {}

  static <K, T> Table<K, T> empty() {
    return new Table<>(List.of(), Set.of());
  }
}
