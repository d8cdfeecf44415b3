package dev.holdfast.app.configuration;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** A text that must not be shown: no log, message or dump of a value that holds it reveals it. */
public final class Secret {

  private final String text;

  /** Wraps a text, 1 or more characters. */
  public Secret(String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("a secret is not empty");
    }
    this.text = text;
  }

  /** The text itself, for the one place that sends or hashes it. */
  public String reveal() {
    return text;
  }

  /** Compares in a time that does not depend on where the texts differ. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Secret that
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
    return "Secret[…]";
  }
}
