package dev.holdfast.ports.in;

import java.time.Instant;

/**
 * A session as operators see it.
 *
 * @param label empty for none
 * @param selectedModel the reference of the model that was chosen for it, empty for the agent's own
 * @param startedAt when its present transcript began
 * @param version grows with every change
 */
public record SessionSummary(
    SessionPlace place,
    String label,
    long events,
    String selectedModel,
    Instant createdAt,
    Instant startedAt,
    Instant updatedAt,
    Instant lastInteractionAt,
    long version) {}
