package dev.holdfast.app.files.configuration;

import dev.holdfast.app.configuration.TurnSettings;
import java.time.Duration;
import java.util.List;

/** The keys of {@code turn}, and what they mean. */
final class TurnPart {

  /** How long a turn may take: long enough to answer at all, short enough to end on its own. */
  static final DurationShape TIMEOUT_SHAPE =
      new DurationShape(Duration.ofSeconds(1), Duration.ofDays(1));

  private static final Key<Duration> TIMEOUT =
      Key.optional(
              "timeout",
              TIMEOUT_SHAPE,
              "How long a turn may take before it fails, unless its agent says otherwise.")
          .orElse(DurationText.print(TurnSettings.DEFAULT_TIMEOUT));

  static final MembersShape SHAPE = new MembersShape(List.of(TIMEOUT));

  private TurnPart() {}

  static TurnSettings settings(Section section) {
    return new TurnSettings(section.get(TIMEOUT, TurnSettings.DEFAULT_TIMEOUT));
  }
}
