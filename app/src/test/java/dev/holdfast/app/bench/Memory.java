package dev.holdfast.app.bench;

import dev.holdfast.app.bench.Table.Goal;
import java.io.IOException;

/** Measures what a gateway holds in memory once it has worked. */
final class Memory {

  private Memory() {}

  static void measure(Setup setup) throws IOException, InterruptedException {
    Setup.say("memory after " + WarmUp.REQUESTS + " turns");
    Home home = setup.home("memory");
    try (Gateway gateway = setup.start(home)) {
      double atStart = gateway.residentMib();
      WarmUp.of(gateway.target());
      double afterLoad = gateway.residentMib();
      setup
          .table()
          .row(
              "resident after " + WarmUp.REQUESTS + " turns of 16 callers",
              "ready: %.0f MiB".formatted(atStart),
              "%.0f MiB".formatted(afterLoad),
              "%+.0f MiB".formatted(afterLoad - atStart),
              Goal.NONE);
    }
    home.delete();
  }
}
