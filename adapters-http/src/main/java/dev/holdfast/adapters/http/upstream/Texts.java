package dev.holdfast.adapters.http.upstream;

/** Keeps texts of an upstream well-formed: half a surrogate pair has no UTF-8 form. */
final class Texts {

  private static final char REPLACEMENT = '\uFFFD';

  private Texts() {}

  /** The text with each unpaired surrogate replaced; nearly always the text itself. */
  static String repaired(String text) {
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
