package dev.holdfast.domain.turn;

import java.util.regex.Pattern;

/**
 * What tells a request from another: the SHA-256 of its path and its body as they came, in 64
 * lower-case hexadecimal digits.
 */
public record RequestDigest(String hex) {

  private static final Pattern SHAPE = Pattern.compile("[0-9a-f]{64}");

  public RequestDigest {
    if (!SHAPE.matcher(hex).matches()) {
      throw new IllegalArgumentException("a digest has 64 lower-case hexadecimal digits");
    }
  }
}
