package dev.holdfast.app.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A home whose only provider is the stub, and where all callers of a part may wait for one session;
 * everything else is as a fresh home has it.
 */
record Home(Path folder) {

  /** The agent that is measured. */
  static final String MEASURED = "main";

  /** An agent with a database of its own, so that warming up leaves the measured one as it is. */
  static final String WARM_UP = "warm-up";

  /** No part has more callers at the same time. */
  static final int MOST_CALLERS = 64;

  /** Makes a home where there may be one of an earlier run. */
  static Home create(Path folder, int upstreamPort) throws IOException {
    Home home = new Home(folder);
    home.delete();
    Files.createDirectories(folder);
    Files.writeString(
        folder.resolve("holdfast.json"),
        """
        {
          "defaultAgent": "%1$s",
          "agents": {"%1$s": {"model": "bench/small"}, "%2$s": {"model": "bench/small"}},
          "providers": {"bench": {"baseUrl": "http://127.0.0.1:%3$d/v1"}},
          "session": {"queue": {"depth": %4$d}}
        }
        """
            .formatted(MEASURED, WARM_UP, upstreamPort, MOST_CALLERS));
    return home;
  }

  String token() throws IOException {
    return Files.readString(folder.resolve("token")).strip();
  }

  void delete() throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    List<Path> all;
    try (Stream<Path> files = Files.walk(folder)) {
      all = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : all) {
      Files.delete(file);
    }
  }
}
