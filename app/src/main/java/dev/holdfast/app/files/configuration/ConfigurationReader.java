package dev.holdfast.app.files.configuration;

import dev.holdfast.app.configuration.Configuration;
import java.util.Optional;

/** Reads configurations: reports every problem at once, with its place, and repeats no value. */
public final class ConfigurationReader {

  private final SecretSource secrets;

  /** A reader that finds secrets there. */
  public ConfigurationReader(SecretSource secrets) {
    this.secrets = secrets;
  }

  /**
   * Reads a text. Never throws, whatever it holds.
   *
   * @param file what findings call the text
   */
  public ConfigurationReading read(String file, String text) {
    Problems problems = new Problems(file);
    Optional<Configuration> configuration =
        switch (LenientJson.parse(text)) {
          case LenientJson.Parsed.Whole(JsonValue value) ->
              RootPart.SHAPE
                  .read(value, Place.whole(value.spot()), problems)
                  .flatMap(root -> RootPart.settings(root, secrets, problems));
          case LenientJson.Parsed.Broken(Spot spot, String problem) -> {
            problems.error(
                Place.whole(spot),
                "config-not-json",
                "The configuration cannot be read: " + problem + ".",
                "Mend it there; comments and trailing commas are fine, single quotes are not.");
            yield Optional.empty();
          }
        };
    return configuration
        .<ConfigurationReading>map(
            good -> new ConfigurationReading.Valid(good, problems.findings()))
        .orElseGet(() -> new ConfigurationReading.Invalid(problems.findings()));
  }
}
