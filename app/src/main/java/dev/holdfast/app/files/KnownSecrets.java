package dev.holdfast.app.files;

import dev.holdfast.app.configuration.Credential;
import dev.holdfast.app.configuration.ProviderSettings;
import dev.holdfast.app.files.ConfigurationFile.Secrets;
import dev.holdfast.app.files.configuration.ConfigurationReading;
import dev.holdfast.domain.state.ConfigurationPlace;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The secrets that a home and the variables of this process hold, to be taken out of texts. */
final class KnownSecrets {

  /** Shorter ones occur in ordinary words. */
  private static final int SHORTEST = 8;

  private static final String STAND_IN = "[redacted]";

  /** Variables that are called so hold a secret more often than not. */
  private static final Pattern SECRET_NAME =
      Pattern.compile("(?i).*(key|token|secret|passw|credential|auth|cookie|session).*");

  private final List<String> values;

  KnownSecrets(
      Path home, ConfigurationPlace configuration, Map<String, String> environment, UserId user) {
    values =
        Stream.of(
                ofToken(home, user),
                ofConfiguration(configuration, environment),
                environment.entrySet().stream()
                    .filter(variable -> SECRET_NAME.matcher(variable.getKey()).matches())
                    .map(variable -> variable.getValue().strip()))
            .flatMap(stream -> stream)
            .filter(value -> value.length() >= SHORTEST)
            .distinct()
            // Longest first, so that of a value within another nothing is left.
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList();
  }

  /** The text without them. */
  String hiddenIn(String text) {
    String safe = text;
    for (String value : values) {
      safe = safe.replace(value, STAND_IN);
    }
    return safe;
  }

  private static Stream<String> ofToken(Path home, UserId user) {
    return switch (new TokenFile(home, user).read()) {
      case TokenReading.Present present -> Stream.of(present.token().reveal());
      case TokenReading.Absent() -> Stream.empty();
      case TokenReading.Unusable _ -> Stream.empty();
    };
  }

  private static Stream<String> ofConfiguration(
      ConfigurationPlace place, Map<String, String> environment) {
    return switch (new ConfigurationFile(place, environment).load(Secrets.RESOLVED).reading()) {
      case ConfigurationReading.Valid valid ->
          valid.configuration().providers().values().stream()
              .map(ProviderSettings::credential)
              .flatMap(KnownSecrets::ofCredential);
      // What is secret in one that does not hold is taken out by the names of its members.
      case ConfigurationReading.Invalid _ -> Stream.empty();
    };
  }

  private static Stream<String> ofCredential(Credential credential) {
    return switch (credential) {
      case Credential.Key(var secret) -> Stream.of(secret.reveal());
      case Credential.None(), Credential.LeftAlone() -> Stream.empty();
    };
  }
}
