package dev.holdfast.adapters.sqlite;

/** Halves of surrogate pairs inside JSON text. */
final class LoneSurrogates {

  /** Room for the first few escapes. */
  private static final int ROOM = 16;

  private LoneSurrogates() {}

  /**
   * The JSON text with such halves written as escapes: they have no UTF-8 form and would become
   * question marks in the database.
   */
  static String escaped(String text) {
    StringBuilder escaped = null;
    int copied = 0;
    for (int at = 0; at < text.length(); at++) {
      char unit = text.charAt(at);
      if (!Character.isSurrogate(unit)) {
        continue;
      }
      boolean pair =
          Character.isHighSurrogate(unit)
              && at + 1 < text.length()
              && Character.isLowSurrogate(text.charAt(at + 1));
      if (pair) {
        at++;
        continue;
      }
      escaped = escaped == null ? new StringBuilder(text.length() + ROOM) : escaped;
      escaped.append(text, copied, at).append("\\u%04x".formatted((int) unit));
      copied = at + 1;
    }
    return escaped == null ? text : escaped.append(text, copied, text.length()).toString();
  }
}
