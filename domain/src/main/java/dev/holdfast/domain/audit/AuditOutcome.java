package dev.holdfast.domain.audit;

/** What became of a change. */
public sealed interface AuditOutcome {

  /** It was made. */
  record Done() implements AuditOutcome {}

  /**
   * Nothing was changed.
   *
   * @param reason why, a word in {@code snake_case}
   */
  record Refused(String reason) implements AuditOutcome {
    public Refused {
      if (reason.isEmpty()) {
        throw new IllegalArgumentException("a refusal has a reason");
      }
    }
  }
}
