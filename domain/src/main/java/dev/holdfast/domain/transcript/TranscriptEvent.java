package dev.holdfast.domain.transcript;

import dev.holdfast.domain.turn.TurnId;
import java.time.Instant;

/**
 * One stored event. Events are append-only: none is ever changed, and none is removed but with its
 * whole transcript.
 *
 * @param sequence position in the session's log, from 1, without gaps
 * @param tokens size in model tokens, at least 0
 */
public record TranscriptEvent(
    EventId id,
    long sequence,
    EventParent parent,
    TurnId turn,
    Instant at,
    Item item,
    int tokens,
    EventOrigin origin,
    Completeness completeness) {}
