package dev.holdfast.domain.token;

import java.util.HexFormat;
import java.util.Optional;

/**
 * What a command asks a gateway to answer a {@link GatewayProof} to, never used twice: 64
 * lower-case hexadecimal digits.
 */
public record GatewayNonce(String hex) {

  /** As many random bytes as a proof has. */
  public static final int RANDOM_BYTES = 32;

  public GatewayNonce {
    if (!HexDigits.are(hex, 2 * RANDOM_BYTES)) {
      throw new IllegalArgumentException("a nonce has 64 lower-case hexadecimal digits");
    }
  }

  /** Makes one of {@value #RANDOM_BYTES} random bytes. */
  public static GatewayNonce ofRandom(byte[] random) {
    return new GatewayNonce(HexFormat.of().formatHex(random));
  }

  /** The one that a text is; empty if it is none. */
  public static Optional<GatewayNonce> of(String text) {
    return HexDigits.are(text, 2 * RANDOM_BYTES)
        ? Optional.of(new GatewayNonce(text))
        : Optional.empty();
  }
}
