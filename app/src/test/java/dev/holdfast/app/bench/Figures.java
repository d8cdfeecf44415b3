package dev.holdfast.app.bench;

import java.util.Arrays;
import java.util.Locale;

/** Measured values, sorted. */
record Figures(double[] sorted) {

  static Figures of(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return new Figures(sorted);
  }

  double median() {
    return quantile(0.5);
  }

  double quantile(double share) {
    return sorted[(int) Math.min(sorted.length - 1L, Math.round(share * (sorted.length - 1)))];
  }

  /** Median, and in brackets the least and the most. */
  String spread(String unit) {
    return String.format(
        Locale.ROOT,
        "%.2f %s (%.2f to %.2f)",
        median(),
        unit,
        sorted[0],
        sorted[sorted.length - 1]);
  }
}
