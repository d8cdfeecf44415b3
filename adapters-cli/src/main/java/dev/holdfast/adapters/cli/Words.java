package dev.holdfast.adapters.cli;

import java.util.Locale;

/** How constants are written, in the management API and in JSON: in {@code snake_case}. */
final class Words {

  private Words() {}

  static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /**
   * The constant that a word means.
   *
   * @throws IllegalArgumentException if it means none
   */
  static <E extends Enum<E>> E read(Class<E> type, String word) {
    return Enum.valueOf(type, word.toUpperCase(Locale.ROOT));
  }
}
