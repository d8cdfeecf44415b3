package dev.holdfast.domain.audit;

import dev.holdfast.domain.token.Caller;

/** Who wanted a change. */
public sealed interface AuditAuthor {

  /**
   * Whoever showed a token.
   *
   * @param id the token's identity, which outlives its revocation
   * @param name what the operator called it then
   */
  record Token(String id, String name) implements AuditAuthor {}

  /** A user of the operating system, who ran the program. */
  record OperatingSystemUser(String name) implements AuditAuthor {}

  /** The author that a caller is. */
  static AuditAuthor of(Caller caller) {
    return new Token(caller.tokenId(), caller.name());
  }
}
