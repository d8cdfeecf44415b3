package dev.holdfast.app.files.configuration;

/** Reports a name that stands twice in one object. */
final class Repetition {

  private Repetition() {}

  static void report(Place place, Problems problems) {
    problems.error(
        place,
        "config-repeated-key",
        "The name stands twice in this object, so one of the two would be lost.",
        "Keep one of them.");
  }
}
