package dev.holdfast.domain.change;

import dev.holdfast.domain.session.RotationReason;
import dev.holdfast.domain.session.SessionId;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.turn.TurnId;
import dev.holdfast.domain.turn.TurnScope;
import dev.holdfast.domain.turn.TurnState;

/** Something that happened to a turn or a session. */
public sealed interface Change {

  /** What it belongs to; for what happens to a session, that session. */
  TurnScope scope();

  /** A turn runs from now on. */
  record TurnStarted(TurnId turn, TurnScope scope) implements Change {}

  /**
   * A turn has ended.
   *
   * @param state terminal
   */
  record TurnEnded(TurnId turn, TurnScope scope, TurnState state) implements Change {

    public TurnEnded {
      if (!state.isTerminal()) {
        throw new IllegalArgumentException("a turn ends in a terminal state");
      }
    }
  }

  /** Something that happened to a session. */
  sealed interface OfSession extends Change {

    SessionKey key();

    /** The transcript that the key points at, or pointed at until it went. */
    SessionId session();

    @Override
    default TurnScope scope() {
      return new TurnScope.Keyed(key(), session());
    }
  }

  /** A key got its first event, and is listed from now on. */
  record SessionCreated(SessionKey key, SessionId session) implements OfSession {}

  /** A key points at a new transcript. */
  record SessionReset(SessionKey key, SessionId session, RotationReason reason)
      implements OfSession {}

  /** What was chosen for a session changed, such as its route; not its growth by a turn. */
  record SessionUpdated(SessionKey key, SessionId session) implements OfSession {}

  /** A session went to the archive; its key is free. */
  record SessionArchived(SessionKey key, SessionId session) implements OfSession {}

  /** A session came back from the archive. */
  record SessionRestored(SessionKey key, SessionId session) implements OfSession {}
}
