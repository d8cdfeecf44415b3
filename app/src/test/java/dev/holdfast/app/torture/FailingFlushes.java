package dev.holdfast.app.torture;

import dev.holdfast.app.torture.Operation.Outcome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A gateway of which one flush of the log fails, the n-th for each n in a turn and a little beyond:
 * the system says so by strace. Whether that commit is durable nobody knows.
 */
final class FailingFlushes {

  /** A turn is two commits, each with a flush; the third is of the turn after it. */
  private static final int FLUSHES = 3;

  private static final int TURNS = 4;

  /** A turn whose end cannot be stored tries as long as it may run. */
  private static final String SHORT_TURNS = "\"turn\": {\"timeout\": \"5s\"},";

  private FailingFlushes() {}

  /**
   * What was found.
   *
   * @param flushes how many were made to fail, one for each gateway
   * @param errors turns that were told as failed
   * @param answered the others
   */
  record Report(int flushes, int errors, int answered, List<Violation> violations) {

    /** Whether a gateway went on after each failure. */
    boolean isAsPromised() {
      return violations.isEmpty() && answered >= flushes * (TURNS - 1);
    }

    @Override
    public String toString() {
      return flushes
          + " gateways with one failing flush each: "
          + errors
          + " turns told as failed, "
          + answered
          + " answered, "
          + violations.size()
          + " violations";
    }
  }

  static Report run(Installation installation, Path folder) throws InterruptedException {
    try (EchoUpstream upstream = EchoUpstream.start()) {
      TortureHome home = TortureHome.create(folder).configured(upstream.baseUrl(), SHORT_TURNS);
      try (GatewayUnderFire gateway = GatewayUnderFire.start(installation, home)) {
        gateway.process().stop();
      }
      List<Operation> operations = new ArrayList<>();
      List<Violation> violations = new ArrayList<>();
      for (int flush = 1; flush <= FLUSHES; flush++) {
        try (GatewayUnderFire gateway =
            GatewayUnderFire.startBehind(failing(home, flush), installation, home)) {
          for (int turn = 0; turn < TURNS; turn++) {
            operations.add(
                gateway.askPlainly("flushes", TortureHome.key("f" + flush), flush + "-" + turn));
          }
          gateway.stop();
        }
        violations.addAll(home.integrity());
      }
      violations.addAll(
          HistoryChecker.check(
              History.of(operations, StoreRows.read(home.database())).withFaults()));
      int answered =
          (int)
              operations.stream()
                  .filter(operation -> operation.outcome() instanceof Outcome.Answered)
                  .count();
      Report report = new Report(FLUSHES, operations.size() - answered, answered, violations);
      if (report.isAsPromised()) {
        home.delete();
      }
      return report;
    }
  }

  private static List<String> failing(TortureHome home, int flush) {
    return List.of(
        "strace",
        "-f",
        "-qq",
        "-P",
        home.database() + "-wal",
        "-e",
        "trace=fsync,fdatasync",
        "-e",
        "inject=fsync,fdatasync:error=EIO:when=" + flush,
        "-o",
        "/dev/null");
  }
}
