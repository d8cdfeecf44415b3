package dev.holdfast.app.bench;

import dev.holdfast.adapters.http.metrics.Page;
import dev.holdfast.app.bench.Table.Goal;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Measures durable turns by how many call at the same time: each in sessions of its own, and all in
 * one, where a turn waits for the one before it. The gateway's own metrics tell how many changes
 * shared a commit meanwhile.
 */
final class ByCallers {

  private static final int ROUNDS = 5;
  private static final int[] CALLERS = {1, 16, Home.MOST_CALLERS};

  /** Four for each caller, so that the turns of a session hardly ever meet. */
  private static final int KEYS_PER_CALLER = 4;

  private static final int TURNS_PER_KEY = 20;

  /** Few callers get as many turns as many do, so that a round is not over at once. */
  private static final int LEAST_KEYS = Sizes.of(64);

  private static final int TURNS_OF_ONE_KEY = Sizes.of(320);
  private static final double LEAST_CHANGES_PER_COMMIT = 4;
  private static final double MEDIAN = 0.5;

  private final Table table;
  private final Gateway gateway;

  private ByCallers(Table table, Gateway gateway) {
    this.table = table;
    this.gateway = gateway;
  }

  static void measure(Setup setup, Gateway gateway) throws IOException, InterruptedException {
    ByCallers measuring = new ByCallers(setup.table(), gateway);
    for (int callers : CALLERS) {
      measuring.distinctKeys(callers);
    }
    for (int callers : CALLERS) {
      measuring.oneKey(callers);
    }
  }

  private void distinctKeys(int callers) throws IOException, InterruptedException {
    int keys = Math.max(LEAST_KEYS, Sizes.of(callers * KEYS_PER_CALLER));
    String name = "bench:by-callers:%d:".formatted(callers);
    Measured measured =
        rounds(
            callers,
            "sessions of their own",
            round -> IntStream.range(0, keys).mapToObj(key -> name + round + ':' + key).toList(),
            TURNS_PER_KEY);
    Goal goal =
        callers == Home.MOST_CALLERS
            ? Goal.atLeast(
                LEAST_CHANGES_PER_COMMIT,
                "at least 4 changes per commit",
                measured.changesPerCommit().median())
            : Goal.NONE;
    report(
        callers,
        callers == 1 ? "one session after the other" : "sessions of their own",
        measured,
        goal);
  }

  private void oneKey(int callers) throws IOException, InterruptedException {
    String name = "bench:one-key:%d:".formatted(callers);
    Measured measured =
        rounds(callers, "one session", round -> List.of(name + round), TURNS_OF_ONE_KEY);
    report(callers, "one session", measured, Goal.NONE);
  }

  /** The sessions of a round; fresh ones, so that no transcript grows beyond the others. */
  private interface Keys {
    List<String> ofRound(int round);
  }

  private record Measured(Figures perSecond, Latencies latencies, Figures changesPerCommit) {}

  private Measured rounds(int callers, String where, Keys keys, int turnsPerKey)
      throws IOException, InterruptedException {
    double[] rates = new double[ROUNDS];
    double[] changes = new double[ROUNDS];
    Latencies latencies = new Latencies();
    try (Callers asking = new Callers(Client.Kind.BARE, gateway.target(), callers)) {
      asking.ask(keys.ofRound(-1), turnsPerKey);
      for (int round = 0; round < ROUNDS; round++) {
        Setup.say(callers + " callers, " + where + ", round " + (round + 1) + " of " + ROUNDS);
        Page before = gateway.metrics();
        Callers.Round asked = asking.ask(keys.ofRound(round), turnsPerKey);
        Page after = gateway.metrics();
        rates[round] = asked.perSecond();
        changes[round] = added(before, after, "sum") / added(before, after, "count");
        latencies.add(asked.millis());
      }
    }
    return new Measured(Figures.of(rates), latencies, Figures.of(changes));
  }

  private static double added(Page before, Page after, String what) {
    String name = "holdfast_commit_changes_" + what + "{database=\"agent\"}";
    return after.value(name) - before.value(name);
  }

  private void report(int callers, String where, Measured measured, Goal goal) {
    table.row(
        "%d caller%s with bare sockets, %s: durable turns per second, median of %d rounds"
            .formatted(callers, callers == 1 ? "" : "s", where, ROUNDS),
        "p50 of a turn: " + measured.latencies().text(MEDIAN),
        measured.perSecond().spread("%.0f", ""),
        "changes per commit: " + measured.changesPerCommit().spread("%.1f", ""),
        goal);
  }
}
