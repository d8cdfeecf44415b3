package dev.holdfast.app.bench;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

/** Requests before the first that counts, so that what counts is compiled code. */
final class WarmUp {

  /**
   * How many requests each target gets. The compiler is busy with the gateway's paths for about
   * twenty seconds of load; before that it takes a part of the machine.
   */
  static final int REQUESTS = Sizes.of(50_000);

  private static final int CALLERS = 16;
  private static final int KEYS_AT_A_TIME = 64;
  private static final int TURNS_PER_KEY = 20;

  private WarmUp() {}

  /** Warms a target up, in sessions of an agent that is not measured. */
  static void of(Target target) throws IOException, InterruptedException {
    List<String> keys =
        IntStream.range(0, REQUESTS / TURNS_PER_KEY)
            .mapToObj(number -> "agent:" + Home.WARM_UP + ":bench:" + number)
            .toList();
    try (Callers callers = new Callers(Client.Kind.BARE, target, CALLERS)) {
      for (int from = 0; from < keys.size(); from += KEYS_AT_A_TIME) {
        int end = Math.min(from + KEYS_AT_A_TIME, keys.size());
        callers.ask(keys.subList(from, end), TURNS_PER_KEY);
      }
    }
  }
}
