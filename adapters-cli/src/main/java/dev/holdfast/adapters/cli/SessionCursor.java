package dev.holdfast.adapters.cli;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.session.SessionEntry;
import dev.holdfast.ports.in.SessionAdministration.Start;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Where a page of sessions ends, as one word that no shell takes apart, whatever a key holds. It is
 * the word that the management API tells, so that either goes on where the other ended.
 */
final class SessionCursor {

  private static final String LIST = "sessions";
  private static final String SEPARATOR = "\n";

  private SessionCursor() {}

  /** The word of the place behind a session. */
  static String behind(SessionEntry last) {
    String text =
        String.join(
            SEPARATOR, LIST, last.updatedAt().toString(), last.agent().value(), last.key().value());
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The place that a word means, an empty one the newest session; empty if it means none. */
  static Optional<Start> read(String word) {
    if (word.isEmpty()) {
      return Optional.of(new Start.Newest());
    }
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(word);
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      List<String> parts = List.of(text.split(SEPARATOR, -1));
      return parts.size() == 4 && parts.getFirst().equals(LIST) && AgentId.isValid(parts.get(2))
          ? Optional.of(
              new Start.Behind(Instant.parse(parts.get(1)), AgentId.of(parts.get(2)), parts.get(3)))
          : Optional.empty();
    } catch (IllegalArgumentException | CharacterCodingException | DateTimeParseException foreign) {
      return Optional.empty();
    }
  }
}
