package dev.holdfast.domain.finding;

/**
 * One thing a check found.
 *
 * @param id stable identifier of the kind of finding, in {@code kebab-case}
 * @param severity how much it matters
 * @param what one sentence: what is so; never a secret
 * @param where the file, key or object it is about
 * @param remedy what to do about it
 */
public record Finding(String id, Severity severity, String what, String where, String remedy) {}
