package dev.holdfast.domain.response;

import dev.holdfast.domain.session.SessionId;
import dev.holdfast.domain.transcript.EventParent;
import dev.holdfast.domain.transcript.RawFields;
import dev.holdfast.domain.turn.TurnRecord;

/**
 * A stored response object as it is read back; its items are events of its turn.
 *
 * @param head what a response after this one follows: the last event of the answer, of the input if
 *     there is none
 * @param settings members of the request that the object repeats
 * @param extra members of the upstream's answer that are passed on, empty before it has ended
 * @param turn the turn it stands for, whose scope is never stateless
 */
public record ResponseRecord(
    ResponseId id,
    PreviousResponse previous,
    SessionId session,
    EventParent head,
    RawFields settings,
    RawFields extra,
    Execution execution,
    TurnRecord turn) {}
