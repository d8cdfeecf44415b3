package dev.holdfast.app.usecase;

import dev.holdfast.domain.session.SessionId;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.transcript.EventParent;

/** Where a turn's end belongs. */
sealed interface TurnEnd {

  /** Nowhere: only the turn row learns of it. */
  record Stateless() implements TurnEnd {}

  /**
   * Into a session.
   *
   * @param answerParent what the answer follows
   * @param epoch what the lease was granted with
   * @param promptTokens our own count of what the model sees
   */
  record Keyed(
      SessionKey key, SessionId session, EventParent answerParent, long epoch, long promptTokens)
      implements TurnEnd {}
}
