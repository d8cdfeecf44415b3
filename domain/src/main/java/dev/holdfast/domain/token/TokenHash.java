package dev.holdfast.domain.token;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The SHA-256 of a token's text, in 64 lower-case hexadecimal digits. The text is never stored. */
public record TokenHash(String hex) {

  public TokenHash {
    if (!HexDigits.are(hex, 64)) {
      throw new IllegalArgumentException("a token hash has 64 lower-case hexadecimal digits");
    }
  }

  /** The hash of a token's text, as UTF-8. */
  public static TokenHash of(String token) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
      return new TokenHash(HexFormat.of().formatHex(digest));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every JDK has SHA-256", missing);
    }
  }

  /** Never shows the hash. */
  @Override
  public String toString() {
    return "TokenHash[…]";
  }
}
