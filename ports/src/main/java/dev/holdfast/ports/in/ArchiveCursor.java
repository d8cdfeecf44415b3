package dev.holdfast.ports.in;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.session.ArchiveId;
import dev.holdfast.domain.session.ArchivedSession;
import dev.holdfast.ports.in.SessionAdministration.ArchiveStart;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/** Where a page of archived sessions ends, as one word; as {@link SessionCursor}. */
public final class ArchiveCursor {

  private static final String LIST = "archives";

  private ArchiveCursor() {}

  /** The word of the place behind an archived session. */
  public static String behind(ArchivedSession last) {
    return Cursor.of(
        LIST, last.archivedAt().toString(), last.entry().agent().value(), last.id().value());
  }

  /** The place that a word means, an empty one the last archived; empty if it means none. */
  public static Optional<ArchiveStart> read(String word) {
    return word.isEmpty()
        ? Optional.of(new ArchiveStart.LastArchived())
        : Cursor.read(LIST, word).flatMap(ArchiveCursor::start);
  }

  private static Optional<ArchiveStart> start(List<String> parts) {
    if (parts.size() != 3 || !AgentId.isValid(parts.get(1)) || !isArchiveId(parts.get(2))) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new ArchiveStart.Behind(
              Instant.parse(parts.getFirst()),
              AgentId.of(parts.get(1)),
              new ArchiveId(parts.get(2))));
    } catch (DateTimeParseException foreign) {
      return Optional.empty();
    }
  }

  private static boolean isArchiveId(String text) {
    return !text.isEmpty() && text.length() <= ArchiveId.MAX_LENGTH;
  }
}
