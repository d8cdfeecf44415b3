package dev.holdfast.app.usecase;

import dev.holdfast.domain.session.SessionId;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.transcript.EventParent;

/** Where a turn's end belongs. */
sealed interface TurnEnd {

  /** Nowhere: only the turn row learns of it. */
  record Stateless() implements TurnEnd {}

  /** Into a transcript. */
  sealed interface InTranscript extends TurnEnd {

    /** The transcript. */
    SessionId session();

    /** What the answer follows. */
    EventParent answerParent();

    /** Our own count of what the model sees. */
    long promptTokens();
  }

  /**
   * Into a session.
   *
   * @param epoch what the lease was granted with
   */
  record Keyed(
      SessionKey key, SessionId session, EventParent answerParent, long promptTokens, long epoch)
      implements InTranscript {}

  /** Into a transcript without a key. */
  record Unlisted(SessionId session, EventParent answerParent, long promptTokens)
      implements InTranscript {}
}
