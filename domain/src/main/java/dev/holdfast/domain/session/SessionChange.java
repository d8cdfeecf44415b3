package dev.holdfast.domain.session;

import dev.holdfast.domain.route.ModelRoute;
import dev.holdfast.domain.route.RouteProvenance;
import dev.holdfast.domain.text.OutsideText;
import dev.holdfast.domain.transcript.ClientHabit;
import dev.holdfast.domain.transcript.EventParent;
import java.time.Instant;

/**
 * A change of one session row. Every write of a session is one of these; a route in a change is a
 * {@link ModelRoute}, which only the canonicalizer makes.
 */
public sealed interface SessionChange {

  /** The longest label, in characters. */
  int MAX_LABEL_LENGTH = 200;

  /** The row this is about. */
  SessionKey key();

  /** When it happens. */
  Instant at();

  /**
   * Go on only if the row stands as it was read: what is planned from a session that another
   * process shares must not follow an event that is no longer the last. Changes nothing itself.
   *
   * @param version of the row that was read
   */
  record Expect(SessionKey key, long version, Instant at) implements SessionChange {}

  /** Point a key that has no row at a new transcript. */
  record Reserve(SessionKey key, SessionId id, Instant at) implements SessionChange {}

  /** Point a key at a new transcript, if it still points at the expected one. */
  record Rotate(
      SessionKey key, SessionId expected, SessionId next, RotationReason reason, Instant at)
      implements SessionChange {}

  /** Let the next turn of a transcript, the key's current or a past one, follow another place. */
  record MoveHead(SessionKey key, SessionId id, EventParent head, Instant at)
      implements SessionChange {}

  /** Remember how the session's client sends its requests; no traffic by itself. */
  record NoteHabit(SessionKey key, ClientHabit habit, Instant at) implements SessionChange {}

  /** Choose a route for the turns to come. */
  record SelectRoute(SessionKey key, ModelRoute route, RouteProvenance provenance, Instant at)
      implements SessionChange {}

  /**
   * Call the session something.
   *
   * @param label up to {@link #MAX_LABEL_LENGTH} printable characters; empty: nothing any more
   */
  record Relabel(SessionKey key, String label, Instant at) implements SessionChange {
    public Relabel {
      if (label.length() > MAX_LABEL_LENGTH) {
        throw new IllegalArgumentException("a label has up to 200 characters");
      }
      if (!OutsideText.isPrintable(label)) {
        throw new IllegalArgumentException("a label has no control characters");
      }
    }
  }

  /** Forget the chosen route. */
  record ClearRoute(SessionKey key, Instant at) implements SessionChange {}
}
