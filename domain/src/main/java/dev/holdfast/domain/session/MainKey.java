package dev.holdfast.domain.session;

import dev.holdfast.domain.text.OutsideText;

/**
 * The configured name of an agent's main conversation: what follows the agent in its key. 1 to 128
 * characters; not one of the names that mean something else.
 */
public record MainKey(String value) {

  /** Longest name, in characters; it leaves room for the agent in a key. */
  public static final int MAX_LENGTH = 128;

  /** The name unless another is configured; it always means the main conversation. */
  public static final MainKey DEFAULT = new MainKey("main");

  public MainKey {
    if (!isCanonical(value)) {
      throw new IllegalArgumentException("not a canonical main key");
    }
  }

  /** Whether {@link #of} accepts this text. */
  public static boolean isValid(String text) {
    return switch (ParsedKey.of(text)) {
      case ParsedKey.Bare(String rest) -> rest.isEmpty() || isCanonical(rest);
      case ParsedKey.Sentinel sentinel -> false;
      case ParsedKey.Scoped scoped -> false;
      case ParsedKey.Malformed malformed -> false;
    };
  }

  /**
   * The name a configuration means: normalized like every key, {@link #DEFAULT} if blank.
   *
   * @throws IllegalArgumentException unless {@link #isValid}
   */
  public static MainKey of(String text) {
    String rest = SessionKeyText.folded(OutsideText.trimmed(text));
    return rest.isEmpty() ? DEFAULT : new MainKey(rest);
  }

  private static boolean isCanonical(String text) {
    return text.length() <= MAX_LENGTH
        && !text.isEmpty()
        && ParsedKey.of(text).equals(new ParsedKey.Bare(text))
        && !SessionKeyShape.isReserved("agent:main:" + text, text);
  }

  @Override
  public String toString() {
    return value;
  }
}
