package dev.holdfast.domain.audit;

/**
 * An audit record as it is stored.
 *
 * @param number its place: later ones have higher numbers
 */
public record AuditEntry(long number, AuditRecord record) {}
