package dev.holdfast.app.torture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A home that processes work on, and the store in it. */
record TortureHome(Path folder) {

  /** The agent all conversations are with. */
  static final String AGENT = "main";

  /**
   * Makes an empty home.
   *
   * @param parent an existing folder, which is the user's home of every process
   */
  static TortureHome create(Path parent) {
    try {
      return new TortureHome(
          Files.createTempDirectory(
              parent.toRealPath(),
              "home",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** The home with one provider. */
  TortureHome configured(URI upstream, String more) {
    return configured(
        """
        {
          %s
          "agents": {"main": {"model": "openai/gpt-5.5"}},
          "providers": {"openai": {"baseUrl": "%s", "api": "chat", "models": [{"id": "gpt-5.5"}]}}
        }
        """
            .formatted(more, upstream));
  }

  /** The home with a configuration. */
  TortureHome configured(String json) {
    try {
      Files.writeString(folder.resolve("holdfast.json"), json);
      return this;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** The key of a conversation in its canonical form. */
  static String key(String name) {
    return "agent:" + AGENT + ":web:direct:" + name;
  }

  /** The agent's database. */
  Path database() {
    return folder.resolve("agents/" + AGENT + "/agent/holdfast-agent.sqlite");
  }

  /** The control plane. */
  Path controlPlane() {
    return folder.resolve("state/holdfast.sqlite");
  }

  /** What SQLite says of both databases. */
  List<Violation> integrity() {
    return Stream.of(database(), controlPlane())
        .flatMap(file -> StoreRows.integrity(file).stream())
        .toList();
  }

  /** The first token. */
  String token() {
    try {
      return Files.readString(folder.resolve("token")).strip();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Removes it with all it holds. */
  void delete() {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
