package dev.holdfast.app.files;

import dev.holdfast.app.configuration.Configuration;
import dev.holdfast.app.files.configuration.ConfigurationReader;
import dev.holdfast.app.files.configuration.ConfigurationReading;
import dev.holdfast.app.files.configuration.SecretSource;
import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.finding.Severity;
import dev.holdfast.domain.state.ConfigurationPlace;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The configuration file of a home. Reading it creates nothing; without it the defaults hold. */
public final class ConfigurationFile {

  /** No configuration that a person maintains is larger. */
  static final int MAX_BYTES = 1024 * 1024;

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private final ConfigurationPlace place;
  private final Path path;
  private final Map<String, String> environment;

  /** The file at a place; secrets may name variables of this environment. */
  public ConfigurationFile(ConfigurationPlace place, Map<String, String> environment) {
    this.place = place;
    this.path = Path.of(place.path());
    this.environment = Map.copyOf(environment);
  }

  /** Whether the reader needs the secrets. */
  public enum Secrets {
    /** They are looked up; one that cannot be had is an error. */
    RESOLVED,
    /** They are not looked up. */
    LEFT_ALONE
  }

  /** Whether the file is there. Without it the reading holds the defaults. */
  public enum Presence {
    PRESENT,
    ABSENT
  }

  /** What reading the file gave. */
  public record Load(Path path, Presence presence, ConfigurationReading reading) {}

  /** Reads the file and reports every problem in it. */
  public Load load(Secrets secrets) {
    if (Files.notExists(path, LinkOption.NOFOLLOW_LINKS)) {
      return new Load(path, Presence.ABSENT, absent());
    }
    return new Load(path, Presence.PRESENT, present(secrets));
  }

  private ConfigurationReading absent() {
    return switch (place.origin()) {
      case USUAL -> new ConfigurationReading.Valid(Configuration.defaults(), List.of());
      case NAMED ->
          unreadable("it does not exist", "Make it, or leave it unnamed to use the defaults.");
    };
  }

  private ConfigurationReading present(Secrets secrets) {
    try {
      if (!Files.isRegularFile(path)) {
        return unreadable("it is not a plain file", "Put a file in its place.");
      }
      Optional<byte[]> bytes = SmallFile.read(path, MAX_BYTES);
      if (bytes.isEmpty()) {
        return unreadable("it is larger than 1 MiB", "Check that this is the right file.");
      }
      return new ConfigurationReader(source(secrets)).read(path.toString(), text(bytes.get()));
    } catch (CharacterCodingException malformed) {
      return unreadable("it is not UTF-8", "Save it as UTF-8.");
    } catch (IOException failure) {
      return unreadable(FileReason.of(failure), "Make it readable for this user.");
    }
  }

  private SecretSource source(Secrets secrets) {
    return switch (secrets) {
      case RESOLVED -> new FileSecretSource(path, environment);
      case LEFT_ALONE -> SecretSource.leavingAlone();
    };
  }

  private static String text(byte[] bytes) throws CharacterCodingException {
    String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
  }

  private ConfigurationReading unreadable(String reason, String remedy) {
    return new ConfigurationReading.Invalid(
        List.of(
            new Finding(
                "config-not-readable",
                Severity.ERROR,
                "The configuration cannot be read: " + reason + ".",
                path.toString(),
                remedy)));
  }
}
