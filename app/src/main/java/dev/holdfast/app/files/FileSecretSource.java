package dev.holdfast.app.files;

import dev.holdfast.app.configuration.Secret;
import dev.holdfast.app.files.configuration.SecretSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Finds secrets in the environment and in files. Links are followed, since container platforms
 * mount secrets as links; anything but a plain file is refused, and nothing of a file is shown.
 */
final class FileSecretSource implements SecretSource {

  /** No credential that fits a request header is larger. */
  private static final int MAX_BYTES = 16 * 1024;

  /** What a request header can carry as one word. */
  private static final Pattern ONE_WORD = Pattern.compile("[!-~]+");

  private final Path configuration;
  private final Map<String, String> environment;

  /** Relative paths start at the folder of this configuration file. */
  FileSecretSource(Path configuration, Map<String, String> environment) {
    this.configuration = configuration;
    this.environment = environment;
  }

  @Override
  public Resolution variable(String name) {
    if (!environment.containsKey(name)) {
      return new Resolution.NotFound("the variable " + name + " is not set");
    }
    return secret("the variable " + name, environment.get(name));
  }

  @Override
  public Resolution file(String path) {
    try {
      return read(configuration.resolveSibling(path));
    } catch (InvalidPathException unmappable) {
      return new Resolution.NotFound("its path cannot be a file name here");
    }
  }

  private static Resolution read(Path file) {
    try {
      if (!Files.exists(file)) {
        return new Resolution.NotFound("the file " + file + " does not exist");
      }
      if (!Files.isRegularFile(file)) {
        return new Resolution.NotFound(file + " is not a plain file");
      }
      Optional<byte[]> bytes = SmallFile.read(file, MAX_BYTES);
      return bytes.isEmpty()
          ? new Resolution.NotFound("the file " + file + " is larger than 16 KiB")
          : secret("the file " + file, new String(bytes.get(), StandardCharsets.UTF_8));
    } catch (IOException failure) {
      return new Resolution.NotFound(
          "the file " + file + " cannot be read: " + FileReason.of(failure));
    }
  }

  private static Resolution secret(String where, String content) {
    String text = content.strip();
    if (text.isEmpty()) {
      return new Resolution.NotFound(where + " is empty");
    }
    return ONE_WORD.matcher(text).matches()
        ? new Resolution.Found(new Secret(text))
        : new Resolution.NotFound(where + " does not hold one word of visible characters");
  }
}
