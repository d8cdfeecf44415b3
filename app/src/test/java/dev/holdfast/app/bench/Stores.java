package dev.holdfast.app.bench;

import dev.holdfast.app.bench.Table.Goal;
import dev.holdfast.app.bench.Target.Mode;
import java.io.IOException;
import java.util.function.IntUnaryOperator;

/**
 * Measures turns in sessions that exist, in a small store and in a large one, each with a gateway
 * of its own, on transcripts of the same lengths.
 *
 * <p>In the large store two kinds are asked: as many sessions as the small one has, again and again
 * like those, so that the number of sessions in the store is the only difference; and sessions that
 * rested, each asked once, so that neither the gateway nor SQLite has anything of them at hand.
 */
final class Stores {

  private static final int SMALL = 10;
  private static final int LARGE = 100_000;

  /** The first only prepares statements and does not count. */
  private static final int PAIRS = 1 + 9;

  private static final int TURNS_PER_KEY = 6;

  /** Between two sessions of the large store that rest until they are asked. */
  private static final int STRIDE = LARGE / (PAIRS * TURNS_PER_KEY * SMALL);

  private static final double MOST_TIMES = 1.1;
  private static final double MEDIAN = 0.5;

  private final Latencies small = new Latencies();
  private final Latencies large = new Latencies();
  private final Latencies rested = new Latencies();

  private Stores() {}

  static void measure(Setup setup) throws IOException, InterruptedException {
    Home smallHome = filled(setup, SMALL);
    Home largeHome = filled(setup, LARGE);
    try (Gateway smallGateway = setup.start(smallHome);
        Gateway largeGateway = setup.start(largeHome)) {
      Setup.say("warm-up of both stores");
      WarmUp.of(smallGateway.target());
      WarmUp.of(largeGateway.target());
      new Stores().run(setup.table(), smallGateway.target(), largeGateway.target());
    }
    smallHome.delete();
    largeHome.delete();
  }

  private static Home filled(Setup setup, int sessions) throws IOException, InterruptedException {
    Setup.say("a store of " + sessions + " sessions is filled");
    Home home = setup.home("sessions-" + sessions);
    setup.start(home).close();
    FilledStore.fill(home, sessions, number -> turns(number, sessions));
    return home;
  }

  /** How many turns a session has from the start. */
  private static int turns(int number, int sessions) {
    return sessions == SMALL || number % STRIDE != 0
        ? 1
        : 1 + Math.min(number / STRIDE / SMALL, PAIRS * TURNS_PER_KEY - 1);
  }

  private void run(Table table, Target smallStore, Target largeStore) throws IOException {
    try (LoadConnection toSmall = new LoadConnection(smallStore.port());
        LoadConnection toLarge = new LoadConnection(largeStore.port())) {
      for (int pair = 0; pair < PAIRS; pair++) {
        Setup.say("stores, pair " + pair + " of " + (PAIRS - 1));
        int round = pair;
        double[] smallMillis = block(toSmall, smallStore, turn -> turn % SMALL);
        double[] largeMillis = block(toLarge, largeStore, turn -> busy(turn % SMALL));
        double[] restedMillis = block(toLarge, largeStore, turn -> resting(round, turn));
        if (pair > 0) {
          small.add(smallMillis);
          large.add(largeMillis);
          rested.add(restedMillis);
        }
      }
    }
    Figures times = large.timesOf(small, MEDIAN);
    report(
        table,
        "a turn in a session that is in use, p50, median of %d pairs: 100,000 sessions in the"
            + " store",
        large,
        times,
        Goal.atMost(MOST_TIMES, "at most 1.1 times", times.median()));
    report(
        table,
        "the first turn of a session that rested, p50, median of %d pairs: among 100,000",
        rested,
        rested.timesOf(small, MEDIAN),
        Goal.NONE);
  }

  private void report(Table table, String what, Latencies millis, Figures times, Goal goal) {
    table.row(
        what.formatted(PAIRS - 1),
        "10 sessions in use: " + small.text(MEDIAN),
        millis.text(MEDIAN),
        "times " + times.spread("%.2f", ""),
        goal);
  }

  /** A session of the large store that is asked again and again; not one of those that rest. */
  private static int busy(int number) {
    return number * (LARGE / SMALL) + 1;
  }

  private static int resting(int pair, int turn) {
    return (pair * TURNS_PER_KEY * SMALL + turn) * STRIDE;
  }

  private static double[] block(
      LoadConnection connection, Target store, IntUnaryOperator sessionOfTurn) throws IOException {
    double[] millis = new double[TURNS_PER_KEY * SMALL];
    for (int turn = 0; turn < millis.length; turn++) {
      millis[turn] = ask(connection, store, sessionOfTurn.applyAsInt(turn));
    }
    return millis;
  }

  private static double ask(LoadConnection connection, Target store, int session)
      throws IOException {
    return connection.exchange(store.chat(FilledStore.key(session), Mode.WHOLE)).wholeMillis();
  }
}
