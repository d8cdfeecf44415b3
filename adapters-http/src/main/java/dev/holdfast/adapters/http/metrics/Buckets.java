package dev.holdfast.adapters.http.metrics;

import java.time.Duration;
import java.util.stream.DoubleStream;

/**
 * The upper bounds that values are counted by; few, since each is a line for each set of labels.
 */
final class Buckets {

  /** A commit takes as long as the disk: from a cache that lies to a disk that is worn out. */
  static final Duration[] COMMIT =
      seconds(0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.1, 0.5, 2.5);

  /** From no wait at all to the longest that is waited by default. */
  static final Duration[] WAIT = seconds(0.001, 0.01, 0.1, 0.5, 1, 2.5, 5, 10, 30, 60);

  /** From a stub's answer to the default limit of a turn. */
  static final Duration[] TURN =
      seconds(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600);

  /** Changes in a commit, up to the largest batch there is. */
  static final double[] CHANGES = {1, 2, 4, 8, 16, 32, 64, 128, 256};

  private Buckets() {}

  private static Duration[] seconds(double... bounds) {
    return DoubleStream.of(bounds)
        .mapToObj(bound -> Duration.ofNanos(Math.round(bound * 1e9)))
        .toArray(Duration[]::new);
  }
}
