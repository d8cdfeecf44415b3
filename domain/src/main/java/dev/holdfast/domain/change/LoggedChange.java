package dev.holdfast.domain.change;

import java.time.Instant;

/**
 * A change as the log of its store holds it.
 *
 * @param number positive; grows by one with every change of an agent's store and is never given
 *     twice, also when the log was cut
 */
public record LoggedChange(long number, Instant at, Change change) {}
