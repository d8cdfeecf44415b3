package dev.holdfast.domain.state;

/**
 * One place that was considered.
 *
 * @param source the option, variable or rule
 * @param value what it named, as it was written; empty if nothing
 * @param reason one sentence: why it was taken or not
 */
public record LocationStep(
    Subject subject, String source, String value, Verdict verdict, String reason) {

  /** What is looked for. */
  public enum Subject {
    HOME,
    CONFIGURATION
  }

  /** What became of a place. */
  public enum Verdict {
    /** It is the one. */
    TAKEN,
    /** It names nothing, so the next rule decides. */
    PASSED_OVER,
    /** It names something unusable; no later rule may stand in for it. */
    REFUSED,
    /** An earlier rule had decided. */
    NOT_NEEDED
  }
}
