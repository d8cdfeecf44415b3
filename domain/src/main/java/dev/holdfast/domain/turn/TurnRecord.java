package dev.holdfast.domain.turn;

import dev.holdfast.domain.route.ModelRoute;
import java.time.Instant;

/**
 * A stored turn as it is read back.
 *
 * @param endedAt equal to {@code startedAt} while the turn runs
 * @param failure why it failed, was cancelled or interrupted; empty text otherwise
 */
public record TurnRecord(
    TurnId id,
    TurnScope scope,
    TurnState state,
    RequestId request,
    TurnApi api,
    String requestedModel,
    ModelRoute effective,
    Instant startedAt,
    Instant endedAt,
    String failure) {}
