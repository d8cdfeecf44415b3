package dev.holdfast.adapters.http.chat;

/** Half a surrogate pair, which JSON can escape, has no UTF-8 form: a text with one is broken. */
public final class WellFormedText {

  private static final char REPLACEMENT = '\uFFFD';

  private WellFormedText() {}

  /** Whether every surrogate of the text is one of a pair. */
  public static boolean holds(String text) {
    return firstUnpaired(text, 0) < 0;
  }

  /** The text with each unpaired surrogate replaced; nearly always the text itself. */
  public static String repaired(String text) {
    int broken = firstUnpaired(text, 0);
    if (broken < 0) {
      return text;
    }
    StringBuilder repaired = new StringBuilder(text);
    for (int at = broken; at >= 0; at = firstUnpaired(repaired, at + 1)) {
      repaired.setCharAt(at, REPLACEMENT);
    }
    return repaired.toString();
  }

  private static int firstUnpaired(CharSequence text, int from) {
    int at = from;
    while (at < text.length()) {
      int point = Character.codePointAt(text, at);
      if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
        return at;
      }
      at += Character.charCount(point);
    }
    return -1;
  }
}
