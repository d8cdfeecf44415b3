package dev.holdfast.adapters.cli;

/**
 * Text from outside made safe to show: nothing in it can move the cursor, colour the screen, ring
 * the bell, reverse the reading direction or pretend to be a line of ours.
 */
final class PlainText {

  private PlainText() {}

  /** The text with each control, direction and line-separating character written as an escape. */
  static String of(String text) {
    if (text.codePoints().allMatch(PlainText::isHarmless)) {
      return text;
    }
    StringBuilder plain = new StringBuilder(text.length() + 16);
    text.codePoints().forEach(codePoint -> append(plain, codePoint));
    return plain.toString();
  }

  private static void append(StringBuilder plain, int codePoint) {
    if (isHarmless(codePoint)) {
      plain.appendCodePoint(codePoint);
      return;
    }
    switch (codePoint) {
      case '\n' -> plain.append("\\n");
      case '\r' -> plain.append("\\r");
      case '\t' -> plain.append("\\t");
      default -> plain.append("\\u{").append(Integer.toHexString(codePoint)).append('}');
    }
  }

  private static boolean isHarmless(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          codePoint == ZERO_WIDTH_JOINER;
      default -> true;
    };
  }

  /** Holds emoji and letters of several scripts together. */
  private static final int ZERO_WIDTH_JOINER = 0x200D;

  /** Columns a text takes on a terminal, as terminals commonly count them. */
  static int columns(String text) {
    return text.codePoints().map(PlainText::columns).sum();
  }

  /**
   * The text if it takes at most so many columns, else as much of it as fits before a dot dot dot.
   */
  static String cut(String text, int columns) {
    if (columns(text) <= columns) {
      return text;
    }
    StringBuilder head = new StringBuilder();
    int left = columns - 1;
    for (int codePoint : text.codePoints().toArray()) {
      left -= columns(codePoint);
      if (left < 0) {
        break;
      }
      head.appendCodePoint(codePoint);
    }
    return head.append('…').toString();
  }

  private static int columns(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
      default -> isWide(codePoint) ? 2 : 1;
    };
  }

  /** East Asian wide characters and emoji, by blocks. Source: Unicode Standard Annex 11. */
  private static boolean isWide(int codePoint) {
    return codePoint >= 0x1100
        && (codePoint <= 0x115F
            || (codePoint >= 0x2E80 && codePoint <= 0xA4CF)
            || (codePoint >= 0xAC00 && codePoint <= 0xD7A3)
            || (codePoint >= 0xF900 && codePoint <= 0xFAFF)
            || (codePoint >= 0xFE30 && codePoint <= 0xFE6F)
            || (codePoint >= 0xFF00 && codePoint <= 0xFF60)
            || (codePoint >= 0xFFE0 && codePoint <= 0xFFE6)
            || (codePoint >= 0x17000 && codePoint <= 0x18CFF)
            || (codePoint >= 0x1B000 && codePoint <= 0x1B2FF)
            || (codePoint >= 0x1F300 && codePoint <= 0x1FAFF)
            || Character.isEmojiPresentation(codePoint)
            || (codePoint >= 0x20000 && codePoint <= 0x3FFFD));
  }
}
