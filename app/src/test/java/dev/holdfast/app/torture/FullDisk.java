package dev.holdfast.app.torture;

import dev.holdfast.app.torture.Operation.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A gateway whose files cannot grow any more, until they can. The limit is the system's own for
 * files of a process, set by prlimit; to SQLite it is a write that fails.
 */
final class FullDisk {

  /** Room for the store as it is made and for some turns, not for many. */
  private static final int LIMIT_BYTES = 600_000;

  /** More than fit, whatever the store takes of the room. */
  private static final int MOST_TURNS = 2_000;

  /** So many are asked once there is no room. */
  private static final int WITHOUT_ROOM = 5;

  /** A turn whose end finds no room tries as long as it may run. */
  private static final String SHORT_TURNS = "\"turn\": {\"timeout\": \"2s\"},";

  /** Makes a turn fill more than a page or two. */
  private static final String PADDING = "-".repeat(2_000);

  private FullDisk() {}

  /**
   * What was found.
   *
   * @param stored turns acknowledged before there was no room
   * @param errors answers that were errors while there was none
   * @param afterwards turns acknowledged when there was room again
   */
  record Report(int stored, int errors, int afterwards, List<Violation> violations) {

    /** Whether the disk was full at all, and everything was as promised. */
    boolean isAsPromised() {
      return violations.isEmpty() && stored > 0 && errors > 0 && afterwards == WITHOUT_ROOM;
    }

    @Override
    public String toString() {
      return stored
          + " turns stored until no file could grow, "
          + errors
          + " errors, "
          + afterwards
          + " of "
          + WITHOUT_ROOM
          + " stored when there was room again, "
          + violations.size()
          + " violations";
    }
  }

  /** Fills the disk of a gateway and makes room again. */
  static Report run(Installation installation, Path folder) throws InterruptedException {
    try (EchoUpstream upstream = EchoUpstream.start()) {
      TortureHome home = TortureHome.create(folder).configured(upstream.baseUrl(), SHORT_TURNS);
      List<Operation> operations = new ArrayList<>();
      Report report;
      try (GatewayUnderFire gateway =
          GatewayUnderFire.startBehind(
              List.of("prlimit", "--fsize=" + LIMIT_BYTES + ":unlimited"), installation, home)) {
        int stored = fill(gateway, operations);
        int errors = 1 + errors(ask(gateway, "full", operations));
        makeRoom(gateway.process().pid());
        List<Operation> afterwards = ask(gateway, "room", operations);
        gateway.process().stop();
        report =
            new Report(stored, errors, WITHOUT_ROOM - errors(afterwards), check(home, operations));
      }
      if (report.isAsPromised()) {
        home.delete();
      }
      return report;
    }
  }

  private static int fill(GatewayUnderFire gateway, List<Operation> operations) {
    for (int turn = 0; turn < MOST_TURNS; turn++) {
      Operation operation = ask(gateway, "fill-" + turn + PADDING);
      operations.add(operation);
      if (!(operation.outcome() instanceof Outcome.Answered)) {
        return turn;
      }
    }
    throw new IllegalStateException("everything fits, so nothing is shown");
  }

  private static List<Operation> ask(
      GatewayUnderFire gateway, String tag, List<Operation> operations) {
    List<Operation> asked = new ArrayList<>();
    for (int turn = 0; turn < WITHOUT_ROOM; turn++) {
      asked.add(ask(gateway, tag + "-" + turn + PADDING));
    }
    operations.addAll(asked);
    return asked;
  }

  private static Operation ask(GatewayUnderFire gateway, String text) {
    return gateway.askPlainly("filler", TortureHome.key("full"), text);
  }

  private static int errors(List<Operation> asked) {
    return (int)
        asked.stream()
            .filter(operation -> !(operation.outcome() instanceof Outcome.Answered))
            .count();
  }

  private static List<Violation> check(TortureHome home, List<Operation> operations) {
    List<Violation> violations = new ArrayList<>(home.integrity());
    violations.addAll(
        HistoryChecker.check(History.of(operations, StoreRows.read(home.database())).withFaults()));
    return violations;
  }

  private static void makeRoom(long pid) throws InterruptedException {
    try {
      Process limit =
          new ProcessBuilder("prlimit", "--pid", Long.toString(pid), "--fsize=unlimited")
              .inheritIO()
              .start();
      if (limit.waitFor() != 0) {
        throw new IllegalStateException("the limit of process " + pid + " stays");
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
