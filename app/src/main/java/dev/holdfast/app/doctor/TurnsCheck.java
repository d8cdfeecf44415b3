package dev.holdfast.app.doctor;

import dev.holdfast.domain.finding.Severity;
import dev.holdfast.ports.in.Doctor.Problem;
import dev.holdfast.ports.in.GatewayRuns.Status;
import dev.holdfast.ports.out.env.DatabaseFacts;
import dev.holdfast.ports.out.env.DatabaseFacts.LeaseState;
import dev.holdfast.ports.out.env.DatabaseFacts.UnendedTurn;
import java.util.List;

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
            content.running().stream()
                .filter(turn -> isLeftBehind(turn, chart))
                .map(turn -> problem(chart, database, turn)));
  }

  private static boolean isLeftBehind(UnendedTurn turn, Chart chart) {
    return switch (turn.lease()) {
      case LeaseState.Held held -> !held.deadline().isAfter(chart.now());
      case LeaseState.HeldByAnother _, LeaseState.Free() -> true;
      case LeaseState.NotNeeded() -> chart.state().gateway() instanceof Status.NotRunning;
    };
  }

  private static Problem problem(Chart chart, DatabaseFacts database, UnendedTurn turn) {
    return StoreProblems.byHand(
        ID,
        "turn-stuck",
        Severity.WARNING,
        "The turn began at %s and has not ended, and %s."
            .formatted(turn.startedAt(), lease(turn.lease())),
        StoreProblems.path(chart, database) + ", turn " + turn.turnId(),
        "End it with: holdfast sessions recover",
        List.of(
            "state %s, session %s, owner %s, epoch %d"
                .formatted(
                    turn.state(),
                    turn.sessionKey().isEmpty() ? "without a key" : turn.sessionKey(),
                    turn.owner(),
                    turn.epoch())));
  }

  private static String lease(LeaseState lease) {
    return switch (lease) {
      case LeaseState.Held held -> "its lease ran out at " + held.deadline();
      case LeaseState.HeldByAnother other -> "the turn " + other.turnId() + " has its lease";
      case LeaseState.Free() -> "nobody holds its lease";
      case LeaseState.NotNeeded() -> "no gateway runs that could end it";
    };
  }
}
