package dev.holdfast.domain.response;

import dev.holdfast.domain.session.SessionId;
import dev.holdfast.domain.transcript.EventParent;
import dev.holdfast.domain.transcript.RawFields;
import dev.holdfast.domain.turn.TurnId;

/**
 * A response object as it begins, stored with the begin of its turn.
 *
 * @param session the transcript that holds its input and its answer
 * @param head what a response after this one follows as long as there is no answer: the newest
 *     input event
 * @param settings members of the request that the object repeats
 */
public record NewResponse(
    ResponseId id,
    PreviousResponse previous,
    TurnId turn,
    SessionId session,
    EventParent head,
    RawFields settings,
    Execution execution) {}
