package dev.holdfast.app.usecase;

import dev.holdfast.app.configuration.AgentSettings;
import dev.holdfast.domain.response.ResponseRecord;
import dev.holdfast.domain.route.ModelRoute;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.transcript.HistoryMode;
import dev.holdfast.domain.turn.Refusal;
import dev.holdfast.ports.in.TurnRequest.Overflow;
import dev.holdfast.ports.out.model.ModelRuntime;

/** Whether a request may become a turn, decided before anything is stored. */
sealed interface Admission {

  /** It may. */
  record Admitted(
      AgentSettings agent,
      ModelRoute route,
      ModelRuntime runtime,
      HistoryMode history,
      Conversation conversation)
      implements Admission {}

  /** It may not, and why. */
  record Refused(Refusal refusal) implements Admission {}

  /** Which conversation an admitted turn belongs to. */
  sealed interface Conversation {

    record None() implements Conversation {}

    /** The session of a key. */
    record ByKey(SessionKey key) implements Conversation {}

    /** A session that must exist under that key. */
    record ById(SessionKey key, String session) implements Conversation {}

    /** A transcript without a key that begins here. */
    record NewUnlisted(Overflow overflow) implements Conversation {}

    /** That of a response without a key. */
    record AfterUnlisted(ResponseRecord response, Overflow overflow) implements Conversation {}

    /** None; but the turn sees that of a response. */
    record Beside(ResponseRecord response, Overflow overflow) implements Conversation {}

    /** That of a response of a session. */
    record AfterKeyed(SessionKey key, ResponseRecord response) implements Conversation {}
  }
}
