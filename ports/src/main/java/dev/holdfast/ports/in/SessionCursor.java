package dev.holdfast.ports.in;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.session.SessionEntry;
import dev.holdfast.ports.in.SessionAdministration.Start;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/**
 * Where a page of sessions ends, as one word: the same by every way a list is asked for, so that
 * each goes on where another one ended.
 */
public final class SessionCursor {

  private static final String LIST = "sessions";

  private SessionCursor() {}

  /** The word of the place behind a session. */
  public static String behind(SessionEntry last) {
    return Cursor.of(LIST, last.updatedAt().toString(), last.agent().value(), last.key().value());
  }

  /** The place that a word means, an empty one the newest session; empty if it means none. */
  public static Optional<Start> read(String word) {
    return word.isEmpty()
        ? Optional.of(new Start.Newest())
        : Cursor.read(LIST, word).flatMap(SessionCursor::start);
  }

  private static Optional<Start> start(List<String> parts) {
    if (parts.size() != 3 || !AgentId.isValid(parts.get(1))) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Start.Behind(
              Instant.parse(parts.getFirst()), AgentId.of(parts.get(1)), parts.get(2)));
    } catch (DateTimeParseException foreign) {
      return Optional.empty();
    }
  }
}
