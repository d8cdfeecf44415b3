package dev.holdfast.domain.token;

import java.time.Instant;

/**
 * A token as it is stored: never its text.
 *
 * @param id stable identity, for audit and revocation
 * @param name what the operator calls it
 */
public record TokenRecord(
    String id,
    String name,
    TokenHash hash,
    Scope scope,
    AgentBinding agents,
    KeyBinding keys,
    Expiry expiry,
    Instant createdAt) {}
