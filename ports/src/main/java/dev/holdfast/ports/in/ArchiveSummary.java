package dev.holdfast.ports.in;

import dev.holdfast.domain.session.ArchiveId;
import java.time.Instant;

/**
 * An archived session as operators see it.
 *
 * @param place as it was when it was archived
 * @param label empty for none
 */
public record ArchiveSummary(
    ArchiveId id, SessionPlace place, String label, long events, Instant archivedAt) {}
