package dev.holdfast.app.bench;

import dev.holdfast.app.bench.Table.Goal;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** Measures how many durable turns there are in a second, beside direct calls in the same run. */
final class ManyCallers {

  private static final int ROUNDS = 9;
  private static final int CALLERS = 16;
  private static final int KEYS = 64;
  private static final int TURNS_PER_KEY = 20;
  private static final double LEAST_PERCENT = 35;
  private static final double MEDIAN = 0.5;
  private static final double SLOWEST = 0.99;

  private final Latencies direct = new Latencies();
  private final Latencies turns = new Latencies();
  private final double[] directRates = new double[ROUNDS];
  private final double[] turnRates = new double[ROUNDS];

  private final double[] cpuMillis = new double[ROUNDS];
  private final Client.Kind kind;

  private ManyCallers(Client.Kind kind) {
    this.kind = kind;
  }

  static void measure(Setup setup, Gateway gateway) throws IOException, InterruptedException {
    for (Client.Kind kind : Client.Kind.values()) {
      ManyCallers measuring = new ManyCallers(kind);
      measuring.run(setup.upstream().target(), gateway);
      measuring.report(setup.table());
    }
  }

  private void run(Target upstream, Gateway gateway) throws IOException, InterruptedException {
    List<String> noKeys = IntStream.range(0, KEYS).mapToObj(key -> "").toList();
    try (Callers ofUpstream = new Callers(kind, upstream, CALLERS);
        Callers ofGateway = new Callers(kind, gateway.target(), CALLERS)) {
      ofUpstream.ask(noKeys, TURNS_PER_KEY);
      ofGateway.ask(keys("warm-up"), TURNS_PER_KEY);
      for (int round = 0; round < ROUNDS; round++) {
        Setup.say(CALLERS + " callers, " + kind + ", round " + (round + 1) + " of " + ROUNDS);
        Callers.Round directRound = ofUpstream.ask(noKeys, TURNS_PER_KEY);
        Duration before = gateway.cpu();
        Callers.Round turnRound = ofGateway.ask(keys("round-" + round), TURNS_PER_KEY);
        Duration cpu = gateway.cpu().minus(before);
        cpuMillis[round] = (double) cpu.toMillis() / turnRound.millis().length;
        direct.add(directRound.millis());
        turns.add(turnRound.millis());
        directRates[round] = directRound.perSecond();
        turnRates[round] = turnRound.perSecond();
      }
    }
  }

  private List<String> keys(String round) {
    String prefix = "bench:many:" + kind.name() + ':' + round + ':';
    return IntStream.range(0, KEYS).mapToObj(key -> prefix + key).toList();
  }

  private void report(Table table) {
    Figures percent =
        Figures.of(
            IntStream.range(0, ROUNDS)
                .mapToDouble(round -> 100 * turnRates[round] / directRates[round])
                .toArray());
    table.row(
        "%d callers with %s over %d keys, durable turns per second, median of %d rounds of %d"
            .formatted(CALLERS, kind, KEYS, ROUNDS, KEYS * TURNS_PER_KEY),
        "direct: " + Figures.of(directRates).spread("%.0f", ""),
        Figures.of(turnRates).spread("%.0f", ""),
        percent.spread("%.1f", " %"),
        Goal.atLeast(LEAST_PERCENT, "at least 35 % of direct", percent.median()));
    latency(table, "the same, p50", MEDIAN);
    latency(table, "the same, p99", SLOWEST);
    table.tails("the same, p99 / p50", direct, turns);
    table.row(
        "the same, processor time of the gateway for each turn",
        "",
        Figures.of(cpuMillis).spread("%.2f", " ms"),
        "",
        Goal.NONE);
  }

  private void latency(Table table, String what, double share) {
    table.row(
        what,
        "direct: " + direct.text(share),
        turns.text(share),
        turns.addedTo(direct, share),
        Goal.NONE);
  }
}
