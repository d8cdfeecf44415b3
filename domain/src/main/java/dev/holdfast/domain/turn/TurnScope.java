package dev.holdfast.domain.turn;

import dev.holdfast.domain.session.SessionId;
import dev.holdfast.domain.session.SessionKey;

/** What a turn belongs to. */
public sealed interface TurnScope {

  /** A turn of a session; its transcript grows. */
  record Keyed(SessionKey key, SessionId session) implements TurnScope {}

  /**
   * A turn of a transcript that no key points at and nobody lists: that of stored responses without
   * a key. Its turns take no lane, so branches of it grow at the same time.
   */
  record Unlisted(SessionId session) implements TurnScope {}

  /** A turn without a transcript: a row without content is all that is kept. */
  record Stateless() implements TurnScope {}
}
