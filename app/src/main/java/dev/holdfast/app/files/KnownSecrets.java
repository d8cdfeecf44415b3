package dev.holdfast.app.files;

import dev.holdfast.app.configuration.Credential;
import dev.holdfast.app.configuration.ProviderSettings;
import dev.holdfast.app.files.ConfigurationFile.Secrets;
import dev.holdfast.app.files.configuration.ConfigurationReading;
import dev.holdfast.app.files.configuration.RedactedConfiguration;
import dev.holdfast.app.files.configuration.SecretSource;
import dev.holdfast.domain.state.ConfigurationPlace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The secrets that a home and the variables of this process hold, to be taken out of texts. */
final class KnownSecrets {

  /** Shorter ones occur in ordinary words. */
  private static final int SHORTEST = 8;

  private static final String STAND_IN = "[redacted]";

  /** Variables that are called so hold a secret more often than not. */
  private static final Pattern SECRET_NAME =
      Pattern.compile("(?i).*(key|token|secret|passw|passphrase|credential|auth|cookie|session).*");

  private static final Pattern REFERENCE = Pattern.compile("\\$\\{(.+)}");

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
      case ConfigurationReading.Invalid _ -> ofText(Path.of(place.path()), environment);
    };
  }

  /** In a configuration that does not hold, what is called like a secret, or is named by it. */
  private static Stream<String> ofText(Path file, Map<String, String> environment) {
    FileSecretSource source = new FileSecretSource(file, environment);
    return textOf(file)
        .flatMap(text -> RedactedConfiguration.secretsIn(text).stream())
        .flatMap(value -> meant(value, source));
  }

  /** A reference stands for what it names; anything else for itself, and perhaps for a file. */
  private static Stream<String> meant(String value, SecretSource source) {
    Matcher reference = REFERENCE.matcher(value);
    return reference.matches()
        ? found(source.variable(reference.group(1)))
        : Stream.concat(Stream.of(value), found(source.file(value)));
  }

  private static Stream<String> textOf(Path file) {
    try {
      return Files.isRegularFile(file)
          ? SmallFile.read(file, ConfigurationFile.MAX_BYTES).stream()
              .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
          : Stream.empty();
    } catch (IOException unreadable) {
      // Nothing of it can stand in any text then.
      return Stream.empty();
    }
  }

  private static Stream<String> found(SecretSource.Resolution resolution) {
    return switch (resolution) {
      case SecretSource.Resolution.Found(var secret) -> Stream.of(secret.reveal());
      case SecretSource.Resolution.NotFound _ -> Stream.empty();
      case SecretSource.Resolution.LeftAlone() -> Stream.empty();
    };
  }

  private static Stream<String> ofCredential(Credential credential) {
    return switch (credential) {
      case Credential.Key(var secret) -> Stream.of(secret.reveal());
      case Credential.None(), Credential.LeftAlone() -> Stream.empty();
    };
  }
}
