package dev.holdfast.domain.token;

/** The SHA-256 of a token's text, in 64 lower-case hexadecimal digits. The text is never stored. */
public record TokenHash(String hex) {

  public TokenHash {
    if (hex.length() != 64 || !hex.chars().allMatch(TokenHash::isHexDigit)) {
      throw new IllegalArgumentException("a token hash has 64 lower-case hexadecimal digits");
    }
  }

  private static boolean isHexDigit(int character) {
    return (character >= '0' && character <= '9') || (character >= 'a' && character <= 'f');
  }

  /** Never shows the hash. */
  @Override
  public String toString() {
    return "TokenHash[…]";
  }
}
