package dev.holdfast.app.usecase;

import dev.holdfast.app.configuration.AgentSettings;
import dev.holdfast.domain.response.ResponseRecord;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.turn.Refusal;
import dev.holdfast.ports.in.TurnRequest.Overflow;
import java.util.Optional;

/** Which conversation of which agent a request belongs to. */
sealed interface Placement {

  /** This one. */
  record Placed(AgentSettings agent, Conversation conversation) implements Placement {}

  /** None, and why. */
  record Refused(Refusal refusal) implements Placement {}

  /** A conversation. */
  sealed interface Conversation {

    /** The session key that leads to it, if one does. */
    default Optional<SessionKey> sessionKey() {
      return switch (this) {
        case None(), NewUnlisted _, Internal _, AfterUnlisted _, Beside _ -> Optional.empty();
        case ByKey(SessionKey key) -> Optional.of(key);
        case ById(SessionKey key, _) -> Optional.of(key);
        case AfterKeyed(SessionKey key, _) -> Optional.of(key);
      };
    }

    record None() implements Conversation {}

    /** The session of a key. */
    record ByKey(SessionKey key) implements Conversation {}

    /** A session that must exist under that key. */
    record ById(SessionKey key, String session) implements Conversation {}

    /** A transcript without a key that begins here. */
    record NewUnlisted(Overflow overflow) implements Conversation {}

    /** A transcript that begins here and that nobody sees, in the context of a key. */
    record Internal(SessionKey routing) implements Conversation {}

    /** That of a response without a key. */
    record AfterUnlisted(ResponseRecord response, Overflow overflow) implements Conversation {}

    /** None; but the turn sees that of a response. */
    record Beside(ResponseRecord response, Overflow overflow) implements Conversation {}

    /** That of a response of a session. */
    record AfterKeyed(SessionKey key, ResponseRecord response) implements Conversation {}
  }
}
