package dev.holdfast.domain.token;

import java.time.Instant;

/**
 * A token as it is stored: never its text.
 *
 * @param id stable identity, for audit and revocation; it outlives a rotation
 * @param name what the operator calls it
 * @param issuedAt when its present text was made: later than {@code createdAt} once it was rotated
 */
public record TokenRecord(
    String id,
    String name,
    TokenHash hash,
    Scope scope,
    AgentBinding agents,
    KeyBinding keys,
    Expiry expiry,
    Instant createdAt,
    Instant issuedAt) {}
