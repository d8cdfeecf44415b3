package dev.holdfast.domain.token;

import dev.holdfast.domain.state.StoreId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Proves that a gateway knows the hash of a token before the token is shown to it: HMAC-SHA-256
 * over the nonce of whoever asks, the identity of the gateway's store, and the address it listens
 * on, each behind a line break but the first; keyed with the token's hash as its hexadecimal
 * digits.
 *
 * <p>The address is part of it, so that whoever listens elsewhere cannot pass on the proof of the
 * gateway as its own.
 *
 * <p>Source: RFC 2104. The hash is used alone, since the whole of the JDK's cryptography takes
 * longer to load than a command to run.
 */
public record GatewayProof(String hex) {

  private static final int DIGITS = 64;

  /** What SHA-256 works on at a time; the digits of a hash are just as many bytes. */
  private static final int BLOCK_BYTES = 64;

  private static final byte INNER = 0x36;
  private static final byte OUTER = 0x5c;

  public GatewayProof {
    if (!HexDigits.are(hex, DIGITS)) {
      throw new IllegalArgumentException("a proof has 64 lower-case hexadecimal digits");
    }
  }

  /**
   * What a gateway answers.
   *
   * @param url where the gateway listens, as its record tells it
   */
  public static GatewayProof of(TokenHash token, GatewayNonce nonce, StoreId store, String url) {
    String message = nonce.hex() + "\n" + store.value() + "\n" + url;
    byte[] key = token.hex().getBytes(StandardCharsets.US_ASCII);
    byte[] inner = sha256(pad(key, INNER), message.getBytes(StandardCharsets.UTF_8));
    return new GatewayProof(HexFormat.of().formatHex(sha256(pad(key, OUTER), inner)));
  }

  /** The one that a text is; empty if it is none. */
  public static Optional<GatewayProof> of(String text) {
    return HexDigits.are(text, DIGITS) ? Optional.of(new GatewayProof(text)) : Optional.empty();
  }

  /** Compares in a time that does not tell where two proofs differ. */
  public boolean isSameAs(GatewayProof other) {
    return MessageDigest.isEqual(
        hex.getBytes(StandardCharsets.US_ASCII), other.hex.getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] pad(byte[] key, byte with) {
    byte[] padded = Arrays.copyOf(key, BLOCK_BYTES);
    for (int at = 0; at < padded.length; at++) {
      padded[at] ^= with;
    }
    return padded;
  }

  private static byte[] sha256(byte[] first, byte[] second) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      sha.update(first);
      return sha.digest(second);
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every JDK has SHA-256", missing);
    }
  }
}
