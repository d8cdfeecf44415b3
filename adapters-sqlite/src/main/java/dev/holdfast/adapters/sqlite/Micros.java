package dev.holdfast.adapters.sqlite;

import java.time.Instant;

/** Instants as they stand in columns: whole microseconds since 1970, what is finer is cut off. */
final class Micros {

  private static final long PER_SECOND = 1_000_000;
  private static final int NANOS = 1_000;

  private Micros() {}

  static long of(Instant instant) {
    return Math.addExact(
        Math.multiplyExact(instant.getEpochSecond(), PER_SECOND), instant.getNano() / NANOS);
  }

  static Instant toInstant(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, PER_SECOND), Math.floorMod(micros, PER_SECOND) * NANOS);
  }

  /** The instant as it will be read back. */
  static Instant kept(Instant instant) {
    return toInstant(of(instant));
  }
}
