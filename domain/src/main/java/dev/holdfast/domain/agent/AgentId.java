package dev.holdfast.domain.agent;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The name of one agent: 1 to 64 characters of {@code a-z 0-9 _ -}, the first a letter or digit.
 *
 * <p>Comparison happens on the folded form only: {@code Work} and {@code work} are one agent.
 */
public record AgentId(String value) implements Comparable<AgentId> {

  // Stands before MAIN, which is checked against it.
  private static final Pattern CANONICAL = Pattern.compile("[a-z0-9][a-z0-9_-]{0,63}");

  /** The agent that exists on a fresh home. */
  public static final AgentId MAIN = new AgentId("main");

  /** Longest name, in characters; the limit of the key grammar. */
  public static final int MAX_LENGTH = 64;

  public AgentId {
    if (!CANONICAL.matcher(value).matches()) {
      throw new IllegalArgumentException("not a canonical agent id");
    }
  }

  /** Whether {@link #of} would give this text an identity without changing more than its case. */
  public static boolean isValid(String text) {
    return CANONICAL.matcher(text.strip().toLowerCase(Locale.ROOT)).matches();
  }

  /**
   * The agent a caller means by a text: trimmed and lower-cased.
   *
   * @throws IllegalArgumentException unless {@link #isValid}
   */
  public static AgentId of(String text) {
    return new AgentId(text.strip().toLowerCase(Locale.ROOT));
  }

  /** Whether {@link #folded} finds a name in this text: whether it holds one letter or digit. */
  public static boolean isFoldable(String text) {
    return !AgentIdFolding.fold(text).isEmpty();
  }

  /**
   * The agent that the agent part of a session key names: lower-cased, every run of other
   * characters one hyphen, none at the ends, cut to {@link #MAX_LENGTH}. A text that {@link #of}
   * accepts gives the same agent here.
   *
   * @throws IllegalArgumentException unless {@link #isFoldable}; never another agent in its place
   */
  public static AgentId folded(String text) {
    return new AgentId(AgentIdFolding.fold(text));
  }

  @Override
  public int compareTo(AgentId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
