package dev.holdfast.app.files.configuration;

import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** A duration between two bounds, both included. */
record DurationShape(Duration least, Duration most) implements Shape<Duration> {

  @Override
  public Optional<Duration> read(JsonValue value, Place place, Problems problems) {
    String expected =
        "a duration such as \"30s\" or \"1h30m\", from "
            + DurationText.print(least)
            + " to "
            + DurationText.print(most);
    return new TextShape<>(expected, text -> DurationText.parse(text).filter(this::isWithin))
        .read(value, place, problems);
  }

  private boolean isWithin(Duration duration) {
    return duration.compareTo(least) >= 0 && duration.compareTo(most) <= 0;
  }

  @Override
  public ObjectNode schema() {
    return Schemas.ofType("string").put("pattern", "^" + DurationText.PATTERN + "$");
  }
}
