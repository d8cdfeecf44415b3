package dev.holdfast.domain.turn;

import java.time.Instant;

/**
 * Who works in a session.
 *
 * @param since when the lease was granted
 * @param deadline until when it holds unless it is renewed
 */
public record LeaseHolder(
    InstanceId owner, TurnId turn, long epoch, Instant since, Instant deadline) {}
