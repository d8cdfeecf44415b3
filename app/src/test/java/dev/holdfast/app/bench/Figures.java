package dev.holdfast.app.bench;

import java.util.Arrays;
import java.util.Locale;

/** Measured values, sorted; never none. */
record Figures(double[] sorted) {

  static Figures of(double... values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("nothing was measured");
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return new Figures(sorted);
  }

  double median() {
    return quantile(0.5);
  }

  double quantile(double share) {
    return sorted[(int) Math.round(share * (sorted.length - 1))];
  }

  /**
   * A value of these figures, and in brackets the least and the most of them.
   *
   * @param format of one value, such as {@code %.2f}
   */
  String spread(double value, String format, String unit) {
    return String.format(
        Locale.ROOT,
        "%1$s%4$s (%2$s to %3$s)",
        text(value, format),
        text(sorted[0], format),
        text(sorted[sorted.length - 1], format),
        unit);
  }

  /** The median, and in brackets the least and the most. */
  String spread(String format, String unit) {
    return spread(median(), format, unit);
  }

  private static String text(double value, String format) {
    return String.format(Locale.ROOT, format, value);
  }
}
