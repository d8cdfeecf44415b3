package dev.holdfast.domain.finding;

/** How much a finding matters to an operator. */
public enum Severity {
  /** Worth knowing; nothing has to be done. */
  INFO,
  /** Works, but not as the operator probably meant. */
  WARNING,
  /** Does not work until it is mended. */
  ERROR
}
