package dev.holdfast.adapters.sqlite;

/** How much one read may ask for. */
final class Limits {

  private static final int MOST = 1_000;

  private Limits() {}

  /** Refuses a limit that the ports do not allow. */
  static void require(int limit) {
    if (limit < 1 || limit > MOST) {
      throw new IllegalArgumentException("a limit is 1 to 1000");
    }
  }
}
