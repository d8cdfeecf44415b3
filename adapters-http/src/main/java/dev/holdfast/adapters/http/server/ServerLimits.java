package dev.holdfast.adapters.http.server;

import java.time.Duration;

/**
 * The bounds of the server.
 *
 * @param connections connections at once; more wait to be accepted
 * @param bodyBytes the longest request body
 * @param bodiesInFlightBytes all request bodies together, from their first byte to the end of the
 *     answer
 * @param bodyWithin how long a body may take to arrive
 * @param keepAlive how often a stream that has nothing to say sends a comment
 * @param callerTakesNothing after how long without taking a byte a caller counts as gone
 */
record ServerLimits(
    int connections,
    int bodyBytes,
    int bodiesInFlightBytes,
    Duration bodyWithin,
    Duration keepAlive,
    Duration callerTakesNothing) {

  /** Far more than one machine's agents open, few enough that idle ones cost little. */
  private static final int CONNECTIONS = 1_024;

  /** 20 MB in the larger reading, so that whoever counts in thousands may use it up. */
  private static final int BODY_BYTES = 20 << 20;

  /** Three of the longest bodies, or a thousand turns of ordinary ones; keeps the heap small. */
  private static final int BODIES_IN_FLIGHT_BYTES = 64 << 20;

  /** The longest body over a link of 2 Mbit/s. */
  private static final Duration BODY_WITHIN = Duration.ofSeconds(90);

  /** Proxies close idle connections after 15 s and more. */
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(10);

  /** A caller that takes no byte for so long counts as gone: its turn holds a lane. */
  private static final Duration CALLER_TAKES_NOTHING = Duration.ofSeconds(30);

  /** The bounds of a gateway. */
  static final ServerLimits STANDARD =
      new ServerLimits(
          CONNECTIONS,
          BODY_BYTES,
          BODIES_IN_FLIGHT_BYTES,
          BODY_WITHIN,
          KEEP_ALIVE,
          CALLER_TAKES_NOTHING);
}
