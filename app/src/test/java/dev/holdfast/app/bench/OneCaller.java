package dev.holdfast.app.bench;

import dev.holdfast.app.bench.LoadConnection.Timing;
import dev.holdfast.app.bench.Table.Goal;
import dev.holdfast.app.bench.Target.Mode;
import java.io.IOException;
import java.util.function.ToDoubleFunction;

/**
 * Measures what the gateway adds for one caller who asks again and again. Short blocks of direct
 * calls and of turns follow each other, so that noise of the machine hits both.
 */
final class OneCaller {

  private static final int ROUNDS = 9;
  private static final int BLOCKS_PER_ROUND = 10;

  /** All on one fresh key, whose transcript grows with them. */
  private static final int TURNS_PER_BLOCK = 20;

  private static final int TURNS = ROUNDS * BLOCKS_PER_ROUND * TURNS_PER_BLOCK;
  private static final double MOST_ADDED_MILLIS = 1;
  private static final double MOST_ADDED_MILLIS_TO_FIRST_TOKEN = 2;
  private static final double MEDIAN = 0.5;
  private static final double SLOWEST = 0.99;

  private final String name;
  private final Mode mode;
  private final Asking asking;
  private final ToDoubleFunction<Timing> measured;
  private final Latencies direct = new Latencies();
  private final Latencies turns = new Latencies();

  private OneCaller(String name, Mode mode, Asking asking, ToDoubleFunction<Timing> measured) {
    this.name = name;
    this.mode = mode;
    this.asking = asking;
    this.measured = measured;
  }

  /** How the gateway is asked; the upstream is asked for chat completions. */
  private interface Asking {
    byte[] request(Target gateway, String key, Mode mode);
  }

  /** Measures whole answers. */
  static void measureTurns(Setup setup, Target gateway) throws IOException {
    OneCaller caller = new OneCaller("turns", Mode.WHOLE, Target::chat, Timing::wholeMillis);
    caller.run(setup.upstream().target(), gateway);
    caller.report(
        setup.table(),
        "one caller, a durable turn, p50 of " + TURNS,
        MEDIAN,
        Goal.atMost(
            MOST_ADDED_MILLIS, "at most 1 ms added", caller.turns.added(caller.direct, MEDIAN)));
    caller.report(setup.table(), "one caller, a durable turn, p99 of " + TURNS, SLOWEST, Goal.NONE);
    setup.table().tails("one caller, p99 / p50", caller.direct, caller.turns);
  }

  /** Measures the first word of streams, by both APIs. */
  static void measureFirstToken(Setup setup, Target gateway) throws IOException {
    measureFirstToken(setup, gateway, "chat", Target::chat);
    measureFirstToken(setup, gateway, "responses", Target::response);
  }

  private static void measureFirstToken(Setup setup, Target gateway, String api, Asking asking)
      throws IOException {
    OneCaller caller = new OneCaller(api, Mode.STREAMED, asking, Timing::firstWordMillis);
    caller.run(setup.upstream().target(), gateway);
    caller.report(
        setup.table(),
        "one caller, time to first token by " + api + ", p50 of " + TURNS,
        MEDIAN,
        Goal.atMost(
            MOST_ADDED_MILLIS_TO_FIRST_TOKEN,
            "at most 2 ms added",
            caller.turns.added(caller.direct, MEDIAN)));
  }

  private void run(Target upstream, Target gateway) throws IOException {
    try (LoadConnection toUpstream = new LoadConnection(upstream.port());
        LoadConnection toGateway = new LoadConnection(gateway.port())) {
      for (int round = 0; round <= ROUNDS; round++) {
        Setup.say("one caller, " + name + ", round " + round + " of " + ROUNDS);
        double[] directMillis = new double[BLOCKS_PER_ROUND * TURNS_PER_BLOCK];
        double[] turnMillis = new double[BLOCKS_PER_ROUND * TURNS_PER_BLOCK];
        for (int block = 0; block < BLOCKS_PER_ROUND; block++) {
          int from = block * TURNS_PER_BLOCK;
          String key = "bench:one:" + name + ':' + round + ':' + block;
          block(toUpstream, upstream.chat("", mode), directMillis, from);
          block(toGateway, asking.request(gateway, key, mode), turnMillis, from);
        }
        if (round > 0) {
          direct.add(directMillis);
          turns.add(turnMillis);
        }
      }
    }
  }

  private void block(LoadConnection connection, byte[] request, double[] millis, int from)
      throws IOException {
    for (int turn = 0; turn < TURNS_PER_BLOCK; turn++) {
      millis[from + turn] = measured.applyAsDouble(connection.exchange(request));
    }
  }

  private void report(Table table, String what, double share, Goal goal) {
    table.row(
        what,
        "direct: " + direct.text(share),
        turns.text(share),
        turns.addedTo(direct, share),
        goal);
  }
}
