package dev.holdfast.domain.session;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.route.RouteSelection;
import dev.holdfast.domain.transcript.ClientHabit;
import dev.holdfast.domain.transcript.EventParent;
import java.time.Instant;

/**
 * What a session key points at now.
 *
 * @param head the place in the transcript that the next turn follows
 * @param eventCount events in the current transcript; 0 means reserved, not listed
 * @param label what its operator calls it, empty for nothing; it outlives a reset
 * @param habit how the session's client has sent its requests so far; it outlives a reset
 * @param startedAt when the current transcript began
 * @param lastInteractionAt last traffic that counts for the idle clock
 * @param version grows with every change of the row
 */
public record SessionEntry(
    AgentId agent,
    SessionKey key,
    SessionId id,
    PreviousSession previous,
    EventParent head,
    long eventCount,
    RouteSelection selection,
    String label,
    ClientHabit habit,
    Instant createdAt,
    Instant startedAt,
    Instant updatedAt,
    Instant lastInteractionAt,
    long version) {}
