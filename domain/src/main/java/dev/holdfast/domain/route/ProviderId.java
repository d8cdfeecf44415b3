package dev.holdfast.domain.route;

import java.util.Locale;

/** A model provider: trimmed, lower-case, 1 to 128 characters, without a slash. */
public record ProviderId(String value) implements Comparable<ProviderId> {

  /** Longest id, in characters. */
  public static final int MAX_LENGTH = 128;

  /** The built-in offline provider. */
  public static final ProviderId DEMO = new ProviderId("demo");

  public ProviderId {
    if (value.isEmpty()
        || value.length() > MAX_LENGTH
        || value.indexOf('/') >= 0
        || !value.equals(value.strip().toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException("not a canonical provider id");
    }
  }

  /** Whether {@link #of} accepts this text. */
  public static boolean isValid(String text) {
    String folded = text.strip().toLowerCase(Locale.ROOT);
    return !folded.isEmpty() && folded.length() <= MAX_LENGTH && folded.indexOf('/') < 0;
  }

  /**
   * The provider a text names: trimmed and lower-cased, nothing else; aliases are the
   * canonicalizer's business.
   *
   * @throws IllegalArgumentException unless {@link #isValid}
   */
  public static ProviderId of(String text) {
    return new ProviderId(text.strip().toLowerCase(Locale.ROOT));
  }

  @Override
  public int compareTo(ProviderId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
