package dev.holdfast.app.torture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Counts how often the log of a database is flushed while turns are acknowledged one after another,
 * as the system sees it: the gateway runs under strace.
 */
final class Flushes {

  private static final int TURNS = 50;

  /** So many come before the count, so that nothing of the start is counted. */
  private static final int WARM_UP = 3;

  private Flushes() {}

  /** What the gateway promises of a commit. */
  enum Durability {
    FULL,
    NORMAL
  }

  /**
   * What was counted.
   *
   * @param flushes of the log, while the turns ran
   */
  record Count(Durability durability, int turns, int flushes, List<Violation> violations) {

    @Override
    public String toString() {
      return "durability "
          + durability
          + ": "
          + turns
          + " turns one after another, "
          + flushes
          + " flushes of the log; "
          + (violations.isEmpty() ? "at least one for each commit" : violations.getFirst());
    }
  }

  /** Counts on a fresh home. */
  static Count count(Installation installation, Path folder, Durability durability)
      throws InterruptedException {
    try (EchoUpstream upstream = EchoUpstream.start()) {
      TortureHome home =
          TortureHome.create(folder)
              .configured(
                  upstream.baseUrl(),
                  "\"gateway\": {\"durability\": \"%s\"},"
                      .formatted(durability.name().toLowerCase(Locale.ROOT)));
      Path trace = home.folder().resolveSibling(home.folder().getFileName() + ".trace");
      int flushes;
      try (GatewayUnderFire gateway =
          GatewayUnderFire.startBehind(tracing(trace), installation, home)) {
        ask(gateway, "warm-up", WARM_UP);
        int before = flushesOf(home, trace);
        ask(gateway, "counted", TURNS);
        flushes = flushesOf(home, trace) - before;
      }
      Count count = new Count(durability, TURNS, flushes, judge(home, flushes));
      home.delete();
      delete(trace);
      return count;
    }
  }

  /** A turn is two commits: its begin before the model is asked, and its end. */
  private static List<Violation> judge(TortureHome home, int flushes) {
    return flushes >= 2 * TURNS
        ? List.of()
        : List.of(
            new Violation(
                Invariant.COMMITS_ARE_FLUSHED,
                home.database().getFileName().toString(),
                flushes + " flushes of the log for " + 2 * TURNS + " commits"));
  }

  private static List<String> tracing(Path trace) {
    return List.of(
        "strace",
        "-f",
        "-y",
        "--seccomp-bpf",
        "-e",
        "trace=fsync,fdatasync",
        "-o",
        trace.toString());
  }

  private static void ask(GatewayUnderFire gateway, String tag, int turns) {
    for (int turn = 0; turn < turns; turn++) {
      Operation operation =
          gateway.askPlainly("flushes", TortureHome.key("flushed"), tag + "-" + turn);
      if (!(operation.outcome() instanceof Operation.Outcome.Answered)) {
        throw new IllegalStateException("not answered: " + operation);
      }
    }
  }

  private static int flushesOf(TortureHome home, Path trace) {
    String log = home.database().getFileName() + "-wal";
    try {
      List<String> lines = new ArrayList<>(Files.readAllLines(trace));
      lines.removeIf(line -> !line.contains(log + ">") || line.contains("resumed"));
      return lines.size();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
