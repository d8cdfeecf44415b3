package dev.holdfast.domain.token;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * Which token a proof shall be keyed with, said without showing it: 8 lower-case hexadecimal digits
 * that follow from the token's hash and from which the hash does not follow.
 */
public record TokenHint(String hex) {

  private static final int DIGITS = 8;
  private static final String LABEL = "holdfast gateway hint";

  public TokenHint {
    if (!HexDigits.are(hex, DIGITS)) {
      throw new IllegalArgumentException("a hint has 8 lower-case hexadecimal digits");
    }
  }

  /** The hint at a token. */
  public static TokenHint at(TokenHash token) {
    return new TokenHint(TokenHash.of(LABEL + token.hex()).hex().substring(0, DIGITS));
  }

  /** The one that a text is; empty if it is none. */
  public static Optional<TokenHint> of(String text) {
    return HexDigits.are(text, DIGITS) ? Optional.of(new TokenHint(text)) : Optional.empty();
  }

  /** Compares in a time that does not tell where two hints differ. */
  public boolean isSameAs(TokenHint other) {
    return MessageDigest.isEqual(
        hex.getBytes(StandardCharsets.US_ASCII), other.hex.getBytes(StandardCharsets.US_ASCII));
  }
}
