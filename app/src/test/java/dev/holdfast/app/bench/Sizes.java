package dev.holdfast.app.bench;

/**
 * How much of a full run is done. A smaller share shows in seconds that everything works; its
 * figures are worth nothing.
 */
final class Sizes {

  /** A share of 1 unless the variable says less. */
  static final double SHARE =
      Double.parseDouble(System.getenv().getOrDefault("HOLDFAST_BENCH_SHARE", "1"));

  private Sizes() {}

  /** As many as a full run has, or a share of them, but at least one. */
  static int of(int full) {
    return (int) Math.max(1, Math.round(full * SHARE));
  }
}
