package dev.holdfast.domain.session;

import java.util.regex.Pattern;

/** The identity of one transcript: 1 to 128 characters of {@code A-Z a-z 0-9 . _ -}. */
public record SessionId(String value) {

  private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9._-]{1,128}");

  public SessionId {
    if (!isValid(value)) {
      throw new IllegalArgumentException("not a session id");
    }
  }

  /** Whether a text can be a session id. */
  public static boolean isValid(String text) {
    return SHAPE.matcher(text).matches();
  }

  @Override
  public String toString() {
    return value;
  }
}
