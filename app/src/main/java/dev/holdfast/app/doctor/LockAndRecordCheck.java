package dev.holdfast.app.doctor;

import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.finding.Severity;
import dev.holdfast.domain.repair.Repair;
import dev.holdfast.ports.in.Doctor.Problem;
import dev.holdfast.ports.in.GatewayRuns.Status;
import dev.holdfast.ports.out.env.HomeInspection.Lock;
import dev.holdfast.ports.out.env.HomeInspection.ProcessTrace;
import dev.holdfast.ports.out.env.HomeInspection.RecordTrace;
import java.util.List;
import java.util.stream.Stream;

/** Who holds the home, and whether the records of gateways are true. */
final class LockAndRecordCheck implements Check {

  private static final String ID = "lock-and-record";

  /** A restart in the same process keeps the lock that it has. */
  private static final String FULL_STOP =
      "Stop that gateway with: holdfast gateway stop. Then start it again; gateway restart alone"
          + " does not help.";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String looksAt() {
    return "who holds the home, whether that process works, has its lock file and its home where"
        + " they were, and records of gateways that are gone";
  }

  @Override
  public List<Problem> look(Chart chart) {
    return switch (chart.files().lock()) {
      case Lock.Free() -> chart.files().records().stream().map(LockAndRecordCheck::stale).toList();
      case Lock.Held() -> holder(chart);
      case Lock.Replaced(long pid) -> with(replaced(pid, chart), holder(chart));
      case Lock.Moved(long pid, String from) -> with(moved(pid, from, chart), holder(chart));
      case Lock.Unknown(String reason) ->
          List.of(
              problem(
                  new Finding(
                      "lock-unreadable",
                      Severity.ERROR,
                      "Whether somebody holds the home cannot be told: " + reason + ".",
                      chart.home(),
                      "Make the lock file readable for its owner."),
                  List.of()));
    };
  }

  private static Problem stale(RecordTrace record) {
    return new Problem(
        ID,
        new Finding(
            "record-stale",
            Severity.WARNING,
            "A gateway left its record behind; nobody holds the home.",
            record.path(),
            "Let doctor remove it, or start the gateway, which replaces it."),
        List.of(record.text()),
        List.of(new Repair.RemoveRecord(record.path())));
  }

  private static List<Problem> with(Problem first, List<Problem> others) {
    return Stream.concat(Stream.of(first), others.stream()).toList();
  }

  private static Problem replaced(long pid, Chart chart) {
    return problem(
        new Finding(
            "lock-replaced",
            Severity.ERROR,
            ("The lock file was replaced or removed under the gateway, process %d. Its record keeps"
                    + " others out; without that they would write beside it.")
                .formatted(pid),
            chart.home(),
            FULL_STOP),
        chart.files().records().stream().map(RecordTrace::text).toList());
  }

  private static Problem moved(long pid, String from, Chart chart) {
    return problem(
        new Finding(
            "home-moved",
            Severity.ERROR,
            "The home was moved from %s while its gateway, process %d, runs, which still opens files there."
                .formatted(from, pid),
            chart.home(),
            "Move it back. Or: " + FULL_STOP),
        chart.files().records().stream().map(RecordTrace::text).toList());
  }

  private static List<Problem> holder(Chart chart) {
    return switch (chart.state().gateway()) {
      case Status.NotRunning _ -> List.of();
      case Status.HeldUnknown(String home, String message) ->
          List.of(
              problem(
                  new Finding(
                      "lock-holder-unknown",
                      Severity.WARNING,
                      "The home is held, and by whom cannot be told: " + message + ".",
                      home,
                      "Look again in a moment; see: holdfast gateway status"),
                  chart.files().records().stream().map(RecordTrace::text).toList()));
      case Status.Running running -> hung(running, chart);
    };
  }

  private static List<Problem> hung(Status.Running running, Chart chart) {
    ProcessTrace process = chart.files().process(running.address().pid());
    return switch (process.state()) {
      case STOPPED ->
          List.of(
              problem(
                  new Finding(
                      "gateway-stopped",
                      Severity.ERROR,
                      "The gateway, process %d since %s, is stopped by a signal and answers nobody."
                          .formatted(running.address().pid(), running.since()),
                      running.address().url(),
                      "Let it go on with: kill -CONT "
                          + running.address().pid()
                          + ". Or end it with: holdfast gateway stop --stop-gateway"),
                  process.lines()));
      case WORKING, UNTOLD -> List.of();
    };
  }

  private static Problem problem(Finding finding, List<String> evidence) {
    return new Problem(ID, finding, evidence, List.of());
  }
}
