package dev.holdfast.domain.token;

/** Texts of lower-case hexadecimal digits. */
final class HexDigits {

  private HexDigits() {}

  /** Whether a text is so many of them and nothing else. */
  static boolean are(String text, int count) {
    return text.length() == count && text.chars().allMatch(HexDigits::isOne);
  }

  private static boolean isOne(int character) {
    return (character >= '0' && character <= '9') || (character >= 'a' && character <= 'f');
  }
}
