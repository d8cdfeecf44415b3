package dev.holdfast.app.bench;

import dev.holdfast.app.bench.Table.Goal;
import dev.holdfast.app.bench.Target.Mode;
import java.io.IOException;

/**
 * Measures turns in sessions that exist, in a small store and in a large one, each with a gateway
 * of its own.
 *
 * <p>Both sides append to transcripts of the same length, so that the number of sessions is the
 * only difference: the small store's keys are asked again and again, and the large store holds keys
 * of every length that they reach. Each of those is asked once, so that the large store's cache
 * knows it no better than it knows any other.
 */
final class Stores {

  private static final int SMALL = 10;
  private static final int LARGE = 100_000;

  /** The first only prepares statements and does not count. */
  private static final int PAIRS = 1 + 9;

  private static final int TURNS_PER_KEY = 6;
  private static final double MOST_TIMES = 1.1;
  private static final double MEDIAN = 0.5;

  private final Latencies small = new Latencies();
  private final Latencies large = new Latencies();

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
    int stride = sessions / (PAIRS * TURNS_PER_KEY * SMALL);
    return stride == 0 || number % stride != 0
        ? 1
        : 1 + Math.min(number / stride / SMALL, PAIRS * TURNS_PER_KEY - 1);
  }

  private void run(Table table, Target smallStore, Target largeStore) throws IOException {
    int stride = LARGE / (PAIRS * TURNS_PER_KEY * SMALL);
    try (LoadConnection toSmall = new LoadConnection(smallStore.port());
        LoadConnection toLarge = new LoadConnection(largeStore.port())) {
      for (int pair = 0; pair < PAIRS; pair++) {
        Setup.say("stores, pair " + pair + " of " + (PAIRS - 1));
        double[] smallMillis = new double[TURNS_PER_KEY * SMALL];
        double[] largeMillis = new double[TURNS_PER_KEY * SMALL];
        for (int turn = 0; turn < smallMillis.length; turn++) {
          smallMillis[turn] = ask(toSmall, smallStore, turn % SMALL);
        }
        for (int turn = 0; turn < largeMillis.length; turn++) {
          largeMillis[turn] =
              ask(toLarge, largeStore, (pair * TURNS_PER_KEY * SMALL + turn) * stride);
        }
        if (pair > 0) {
          small.add(smallMillis);
          large.add(largeMillis);
        }
      }
    }
    Figures times = large.timesOf(small, MEDIAN);
    table.row(
        "a turn in a session that exists, p50, median of %d pairs: 100,000 sessions in the store"
            .formatted(PAIRS - 1),
        "10 sessions: " + small.text(MEDIAN),
        large.text(MEDIAN),
        "times " + times.spread("%.2f", ""),
        Goal.atMost(MOST_TIMES, "at most 1.1 times", times.median()));
  }

  private static double ask(LoadConnection connection, Target store, int session)
      throws IOException {
    return connection.exchange(store.chat(FilledStore.key(session), Mode.WHOLE)).wholeMillis();
  }
}
