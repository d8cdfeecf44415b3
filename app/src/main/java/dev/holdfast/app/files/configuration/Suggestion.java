package dev.holdfast.app.files.configuration;

import dev.holdfast.domain.finding.NearestName;
import java.util.Collection;

/** What to do about a name that nobody knows. */
final class Suggestion {

  private Suggestion() {}

  /** Asks for the nearest known name; the other remedy if none is near. */
  static String of(String unknown, Collection<String> known, String otherwise) {
    return NearestName.of(unknown, known).stream()
        .findFirst()
        .map(nearest -> "Did you mean \"" + nearest + "\"?")
        .orElse(otherwise);
  }
}
