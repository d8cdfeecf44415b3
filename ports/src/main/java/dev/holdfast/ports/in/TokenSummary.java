package dev.holdfast.ports.in;

import dev.holdfast.domain.token.AgentBinding;
import dev.holdfast.domain.token.Expiry;
import dev.holdfast.domain.token.KeyBinding;
import dev.holdfast.domain.token.Scope;
import java.time.Instant;

/**
 * A token as operators see it: neither its text nor its hash.
 *
 * @param issuedAt when its present text was made: later than {@code createdAt} once it was rotated
 * @param use whether the command that asks would show this one
 */
public record TokenSummary(
    String id,
    String name,
    Scope scope,
    AgentBinding agents,
    KeyBinding keys,
    Instant createdAt,
    Instant issuedAt,
    Expiry expiry,
    Use use) {

  /** Whose token it is. */
  public enum Use {
    OWN,
    OTHER
  }
}
