package dev.holdfast.domain.turn;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Under what the outcome of a named request is kept: a hash over whose token it is, which session
 * it belongs to, and its name, so that nobody meets the names of others. In 64 lower-case
 * hexadecimal digits.
 */
public record IdempotencyId(String hex) {

  private static final Pattern SHAPE = Pattern.compile("[0-9a-f]{64}");

  public IdempotencyId {
    if (!SHAPE.matcher(hex).matches()) {
      throw new IllegalArgumentException("an idempotency id has 64 lower-case hexadecimal digits");
    }
  }

  /**
   * Where the outcome of a request is kept, within the database of its agent.
   *
   * @param session the session key, empty if the request has none
   * @param name what the client calls the request
   */
  public static IdempotencyId of(String token, String session, String name) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      // Each part behind its length, so that no other parts can look the same.
      for (String part : new String[] {token, session, name}) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        sha.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
        sha.update(bytes);
      }
      return new IdempotencyId(HexFormat.of().formatHex(sha.digest()));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every JDK has SHA-256", missing);
    }
  }

  @Override
  public String toString() {
    return hex;
  }
}
