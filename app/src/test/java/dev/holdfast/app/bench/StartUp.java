package dev.holdfast.app.bench;

import dev.holdfast.app.bench.Table.Goal;
import java.io.IOException;

/** Measures later starts: the home exists, the ahead-of-time cache is there. */
final class StartUp {

  private static final int STARTS = 7;
  private static final double LONGEST_SECONDS = 1;
  private static final double MOST_MIB = 190;

  private StartUp() {}

  static void measure(Setup setup) throws IOException, InterruptedException {
    Home home = setup.home("startup");
    setup.start(home).close();
    double[] healthy = new double[STARTS];
    double[] ready = new double[STARTS];
    double[] resident = new double[STARTS];
    for (int start = 0; start < STARTS; start++) {
      Setup.say("start " + (start + 1) + " of " + STARTS);
      try (Gateway gateway = setup.start(home)) {
        healthy[start] = gateway.secondsToHealthy();
        ready[start] = gateway.secondsToReady();
        resident[start] = gateway.residentMib();
      }
    }
    report(setup.table(), Figures.of(healthy), Figures.of(ready), Figures.of(resident));
    home.delete();
  }

  private static void report(Table table, Figures healthy, Figures ready, Figures resident) {
    table.row(
        "start of the process to `/health`, median of " + STARTS,
        "",
        healthy.spread("%.2f", " s"),
        "",
        Goal.atMost(LONGEST_SECONDS, "at most 1 s", healthy.median()));
    table.row(
        "start of the process to `/readyz`, median of " + STARTS,
        "",
        ready.spread("%.2f", " s"),
        "",
        Goal.NONE);
    table.row(
        "resident after start, median of " + STARTS,
        "",
        resident.spread("%.0f", " MiB"),
        "",
        Goal.atMost(MOST_MIB, "at most 190 MiB", resident.median()));
  }
}
