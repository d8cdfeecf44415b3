package dev.holdfast.ports.in;

import dev.holdfast.domain.audit.AuditEntry;
import dev.holdfast.ports.in.AuditTrail.Start;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where a page of audit rows ends, as one word; as {@link SessionCursor}. */
public final class AuditCursor {

  private static final String LIST = "audit";
  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,17}");

  private AuditCursor() {}

  /** The word of the place behind a row. */
  public static String behind(AuditEntry last) {
    return Cursor.of(LIST, Long.toString(last.number()));
  }

  /** The place that a word means, an empty one the newest row; empty if it means none. */
  public static Optional<Start> read(String word) {
    return word.isEmpty()
        ? Optional.of(new Start.Newest())
        : Cursor.read(LIST, word)
            .filter(parts -> parts.size() == 1 && NUMBER.matcher(parts.getFirst()).matches())
            .map(parts -> new Start.Before(Long.parseLong(parts.getFirst())));
  }
}
