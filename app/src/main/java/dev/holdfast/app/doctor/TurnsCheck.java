package dev.holdfast.app.doctor;

import dev.holdfast.domain.finding.Finding;
import dev.holdfast.domain.finding.Severity;
import dev.holdfast.domain.repair.Repair;
import dev.holdfast.ports.in.Doctor.Problem;
import dev.holdfast.ports.in.GatewayRuns.Status;
import dev.holdfast.ports.out.env.DatabaseFacts;
import dev.holdfast.ports.out.env.DatabaseFacts.LeaseState;
import dev.holdfast.ports.out.env.DatabaseFacts.OrphanKind;
import dev.holdfast.ports.out.env.DatabaseFacts.Orphans;
import dev.holdfast.ports.out.env.DatabaseFacts.UnendedTurn;
import java.util.List;
import java.util.stream.Stream;

/** Turns that will not end by themselves, and leases that nobody renews. */
final class TurnsCheck implements Check {

  private static final String ID = "turns";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String looksAt() {
    return "turns that no longer run but have not ended, with their leases";
  }

  @Override
  public List<Problem> look(Chart chart) {
    return StoreProblems.of(
        chart,
        (database, content) ->
            Stream.concat(
                content.running().stream()
                    .filter(turn -> isLeftBehind(turn, chart))
                    .map(turn -> problem(chart, database, turn)),
                content.orphans().stream()
                    .filter(it -> it.kind() == OrphanKind.LEASES_WITHOUT_RUNNING_TURN)
                    .map(leases -> stray(chart, database, leases))));
  }

  private static boolean isLeftBehind(UnendedTurn turn, Chart chart) {
    // Whoever began it is gone if nobody holds the home, whatever its lease says.
    if (nobodyHolds(chart)) {
      return true;
    }
    return switch (turn.lease()) {
      case LeaseState.Held held -> !held.deadline().isAfter(chart.now());
      case LeaseState.HeldByAnother _, LeaseState.Free() -> true;
      case LeaseState.NotNeeded() -> false;
    };
  }

  private static boolean nobodyHolds(Chart chart) {
    return chart.state().gateway() instanceof Status.NotRunning;
  }

  private static Problem problem(Chart chart, DatabaseFacts database, UnendedTurn turn) {
    return new Problem(
        ID,
        new Finding(
            "turn-stuck",
            Severity.WARNING,
            "The turn began at %s and has not ended, and %s."
                .formatted(turn.startedAt(), why(chart, turn.lease())),
            StoreProblems.path(chart, database) + ", turn " + turn.turnId(),
            "End it with: holdfast sessions recover"),
        List.of(
            "state %s, session %s, owner %s, epoch %d"
                .formatted(
                    turn.state(),
                    turn.sessionKey().isEmpty() ? "without a key" : turn.sessionKey(),
                    turn.owner(),
                    turn.epoch())),
        repairs(chart, database));
  }

  private static Problem stray(Chart chart, DatabaseFacts database, Orphans leases) {
    return new Problem(
        ID,
        new Finding(
            "lease-stray",
            Severity.WARNING,
            "%d sessions are leased for turns that have ended.".formatted(leases.rows()),
            StoreProblems.path(chart, database),
            "Free them with: holdfast sessions recover"),
        List.of(OrphansCheck.line(leases)),
        repairs(chart, database));
  }

  /** Whoever holds the home ends them when it is asked to; the doctor would need its lock. */
  private static List<Repair> repairs(Chart chart, DatabaseFacts database) {
    return switch (database.role()) {
      case DatabaseFacts.Role.Agent(String name) when nobodyHolds(chart) ->
          List.of(new Repair.EndTurns(chart.home(), database.file(), name));
      case DatabaseFacts.Role.Agent _, DatabaseFacts.Role.ControlPlane() -> List.of();
    };
  }

  private static String why(Chart chart, LeaseState lease) {
    return switch (lease) {
      case LeaseState.Held _ when nobodyHolds(chart) -> "nobody holds the home any more";
      case LeaseState.Held held -> "its lease ran out at " + held.deadline();
      case LeaseState.HeldByAnother other -> "the turn " + other.turnId() + " has its lease";
      case LeaseState.Free() -> "nobody holds its lease";
      case LeaseState.NotNeeded() -> "no gateway runs that could end it";
    };
  }
}
