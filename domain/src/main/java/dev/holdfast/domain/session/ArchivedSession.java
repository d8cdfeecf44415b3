package dev.holdfast.domain.session;

import java.time.Instant;

/**
 * A session that was taken from its key. Its transcripts stay where they are, and nothing leads to
 * them until it is restored.
 *
 * @param entry as it was
 */
public record ArchivedSession(ArchiveId id, SessionEntry entry, Instant archivedAt) {}
