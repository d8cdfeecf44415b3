package dev.holdfast.domain.token;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;

/**
 * The text of a token: what its holder shows. It is told once and stored nowhere.
 *
 * <p>No log, message or dump of a value that holds it reveals it.
 */
public final class TokenText {

  /** Random bytes in a text that is made here: 256 bits cannot be guessed. */
  public static final int RANDOM_BYTES = 32;

  private static final String PREFIX = "hf_";

  private final String text;

  private TokenText(String text) {
    this.text = text;
  }

  /** A text as somebody shows it, 1 or more characters. */
  public static TokenText of(String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("the text of a token is not empty");
    }
    return new TokenText(text);
  }

  /**
   * A new text.
   *
   * @param random {@link #RANDOM_BYTES} bytes that nobody can guess
   */
  public static TokenText ofRandom(byte[] random) {
    if (random.length != RANDOM_BYTES) {
      throw new IllegalArgumentException("a token is made of 32 random bytes");
    }
    return new TokenText(PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(random));
  }

  /** Whether a text begins as those do that are made here, so that it may be one. */
  public static boolean isBegunBy(String text) {
    return text.startsWith(PREFIX);
  }

  /** The text itself, for the one place that shows, sends or writes it. */
  public String reveal() {
    return text;
  }

  /** The form in which a store knows it. */
  public TokenHash hash() {
    return TokenHash.of(text);
  }

  /** Compares in a time that does not depend on where the texts differ. */
  @Override
  public boolean equals(Object other) {
    return other instanceof TokenText that
        && MessageDigest.isEqual(
            text.getBytes(StandardCharsets.UTF_8), that.text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** Never shows the text. */
  @Override
  public String toString() {
    return "TokenText[…]";
  }
}
