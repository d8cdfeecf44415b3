package dev.holdfast.app.configuration;

import java.time.Duration;

/**
 * What bounds the requests that wait for one session.
 *
 * @param depth how many may wait, 0 to {@link #MAX_DEPTH}
 * @param patience how long one may wait, positive
 */
public record QueueSettings(int depth, Duration patience) {

  /** More would wait longer than clients listen. */
  public static final int DEFAULT_DEPTH = 32;

  /** Each of them holds a connection and its body. */
  public static final int MAX_DEPTH = 1_000;

  /** How long one waits unless told otherwise. */
  public static final Duration DEFAULT_WAIT = Duration.ofSeconds(60);

  public QueueSettings {
    if (depth < 0 || depth > MAX_DEPTH || patience.isNegative() || patience.isZero()) {
      throw new IllegalArgumentException("a queue has 0 to " + MAX_DEPTH + " places");
    }
  }

  /** What holds where the operator says nothing. */
  public static QueueSettings defaults() {
    return new QueueSettings(DEFAULT_DEPTH, DEFAULT_WAIT);
  }
}
