package dev.holdfast.domain.text;

/** What holds of any text that came from outside. Everything here takes linear time. */
public final class OutsideText {

  private OutsideText() {}

  /** Without space of any script at its ends, no-break spaces and byte order marks included. */
  public static String trimmed(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && isSpace(text.charAt(start))) {
      start++;
    }
    while (end > start && isSpace(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  /** Whether a character is space of any script. */
  public static boolean isSpace(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\uFEFF';
  }

  /** Whether a text holds neither control characters nor halves of surrogate pairs. */
  public static boolean isPrintable(String text) {
    return text.codePoints().allMatch(OutsideText::isPrintable);
  }

  /** Whether a code point is neither a control character nor half of a surrogate pair. */
  public static boolean isPrintable(int codePoint) {
    return !Character.isISOControl(codePoint)
        && Character.getType(codePoint) != Character.SURROGATE;
  }
}
