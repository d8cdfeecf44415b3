package dev.holdfast.app.bench;

import dev.holdfast.app.bench.Table.Goal;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

/** Measures whether a gateway that goes on working goes on growing. */
final class MemorySlope {

  private static final int TURNS = Sizes.of(100_000);
  private static final int CALLERS = 16;

  /** Sessions between two looks at the memory. */
  private static final int KEYS_AT_A_TIME = 50;

  private static final int TURNS_PER_KEY = 20;
  private static final int TURNS_AT_A_TIME = KEYS_AT_A_TIME * TURNS_PER_KEY;

  /** What of the run counts: before that, caches fill and the compiler works. */
  private static final double FROM_SHARE = 0.2;

  private static final double TURNS_PER_UNIT = 10_000;
  private static final double MOST_MIB_PER_UNIT = 1;

  private MemorySlope() {}

  static void measure(Setup setup) throws IOException, InterruptedException {
    Home home = setup.home("slope");
    try (Gateway gateway = setup.start(home)) {
      report(setup.table(), resident(gateway));
    }
    home.delete();
  }

  /** What was resident after each thousand turns, in MiB. */
  private static double[] resident(Gateway gateway) throws IOException, InterruptedException {
    double[] mib = new double[Math.max(10, TURNS / TURNS_AT_A_TIME)];
    try (Callers callers = new Callers(Client.Kind.BARE, gateway.target(), CALLERS)) {
      for (int look = 0; look < mib.length; look++) {
        if (look % 10 == 0) {
          Setup.say("memory, " + look * TURNS_AT_A_TIME + " of " + TURNS + " turns");
        }
        callers.ask(keys(look), TURNS_PER_KEY);
        mib[look] = gateway.residentMib();
      }
    }
    return mib;
  }

  private static List<String> keys(int look) {
    return IntStream.range(0, KEYS_AT_A_TIME)
        .mapToObj(key -> "bench:slope:" + look + ':' + key)
        .toList();
  }

  private static void report(Table table, double[] mib) {
    int from = (int) (mib.length * FROM_SHARE);
    double perLook = slope(mib, from);
    double perUnit = perLook * TURNS_PER_UNIT / TURNS_AT_A_TIME;
    table.row(
        "resident memory over the last 80 %% of %d turns of %d callers, in sessions of %d turns"
            .formatted(mib.length * TURNS_AT_A_TIME, CALLERS, TURNS_PER_KEY),
        "after 20 %%: %.0f MiB".formatted(mib[from]),
        "%.0f MiB".formatted(mib[mib.length - 1]),
        "%+.2f MiB per 10,000 turns".formatted(perUnit),
        Goal.atMost(MOST_MIB_PER_UNIT, "at most 1 MiB per 10,000 turns", perUnit));
  }

  /** The slope of the straight line that lies closest to the values, by least squares. */
  static double slope(double[] values, int from) {
    int count = values.length - from;
    double meanPlace = (count - 1) / 2.0;
    double meanValue = 0;
    for (int at = 0; at < count; at++) {
      meanValue += values[from + at] / count;
    }
    double covariance = 0;
    double variance = 0;
    for (int at = 0; at < count; at++) {
      covariance += (at - meanPlace) * (values[from + at] - meanValue);
      variance += (at - meanPlace) * (at - meanPlace);
    }
    return covariance / variance;
  }
}
