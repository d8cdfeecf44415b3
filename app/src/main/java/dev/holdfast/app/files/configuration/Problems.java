package dev.holdfast.app.files.configuration;

import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.finding.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong with one configuration file. */
final class Problems {

  private final String file;
  private final List<Entry> entries = new ArrayList<>();

  Problems(String file) {
    this.file = file;
  }

  private record Entry(Spot spot, Finding finding) {}

  void error(Place place, String id, String what, String remedy) {
    add(place, id, Severity.ERROR, what, remedy);
  }

  void warning(Place place, String id, String what, String remedy) {
    add(place, id, Severity.WARNING, what, remedy);
  }

  void add(Place place, String id, Severity severity, String what, String remedy) {
    String where = file + ":" + place.spot() + (place.path().isEmpty() ? "" : " " + place.path());
    entries.add(new Entry(place.spot(), new Finding(id, severity, what, where, remedy)));
  }

  /** A value is not of the kind its key takes. */
  void wrongValue(Place place, String expected, String found) {
    error(
        place,
        "config-wrong-value",
        "The value must be " + expected + ", but is " + found + ".",
        "Mend the value or remove the key.");
  }

  boolean hasErrors() {
    return entries.stream().anyMatch(entry -> entry.finding().severity() == Severity.ERROR);
  }

  /** In the order of the file. */
  List<Finding> findings() {
    return entries.stream().sorted(Comparator.comparing(Entry::spot)).map(Entry::finding).toList();
  }
}
