package dev.holdfast.app.usecase;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.turn.RequestId;
import dev.holdfast.domain.turn.TurnId;
import dev.holdfast.domain.turn.TurnOrigin;
import java.time.Instant;

/**
 * A turn that waits in this process for others of its session.
 *
 * @param model the request's {@code model} as it came
 * @param since when it arrived
 * @param position how many are before it: 1 for the next to run; 0 if the session is its own in
 *     this process, and it begins or waits until another process leaves the session
 */
record WaitingTurn(
    TurnId id,
    RequestId request,
    TurnOrigin origin,
    AgentId agent,
    SessionKey key,
    String model,
    Instant since,
    int position) {}
