package dev.holdfast.domain.turn;

import java.time.Instant;

/**
 * The right of one process to write the running turn of a session.
 *
 * @param epoch grows with every turn of the session and never goes back; each write checks it
 * @param deadline counts only where several live processes share a store
 */
public record Lease(InstanceId owner, long epoch, Instant deadline) {}
