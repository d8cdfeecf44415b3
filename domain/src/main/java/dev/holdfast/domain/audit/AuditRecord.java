package dev.holdfast.domain.audit;

import dev.holdfast.domain.turn.RequestId;
import java.time.Instant;

/**
 * One change that was made or refused.
 *
 * @param at when that was decided
 * @param request the request that wanted it; for a change without one, such as at the first start,
 *     an identity made for it
 */
public record AuditRecord(
    AuditId id,
    Instant at,
    AuditAuthor author,
    AuditOperation operation,
    AuditTarget target,
    AuditOutcome outcome,
    RequestId request) {}
