package dev.holdfast.app.usecase;

import dev.holdfast.domain.context.ContextAssembly;
import dev.holdfast.domain.route.ModelRoute;
import dev.holdfast.domain.session.SessionChange;
import dev.holdfast.domain.session.SessionId;
import dev.holdfast.domain.transcript.EventId;
import dev.holdfast.domain.transcript.EventParent;
import dev.holdfast.domain.transcript.HistoryAction;
import dev.holdfast.domain.transcript.NewEvent;
import dev.holdfast.domain.turn.Refusal;
import java.util.List;

/** What a turn with a transcript will do, decided from what is stored. */
sealed interface TurnPlan {

  /**
   * The turn can start.
   *
   * @param ground what must become of the store before the turn starts
   * @param input the new events, not yet stored
   * @param adopted events of an unanswered turn that are the beginning of this one's input
   * @param answerParent what the answer will follow
   */
  record Ready(
      Ground ground,
      SessionId session,
      HistoryAction history,
      List<EventId> adopted,
      List<NewEvent> input,
      EventParent answerParent,
      ContextAssembly.Assembled context)
      implements TurnPlan {
    public Ready {
      adopted = List.copyOf(adopted);
      input = List.copyOf(input);
    }
  }

  /**
   * The turn is a command: it begins the session anew, and no model is asked.
   *
   * @param ground what must become of the store
   * @param session the transcript that the key leads to from then on
   */
  record Reset(Ground ground, SessionId session) implements TurnPlan {}

  /**
   * The session has a model of its own, and the request names none: it is to be planned for that.
   */
  record Elsewhere(ModelRoute selected) implements TurnPlan {}

  /** It cannot, and why; nothing was stored. */
  record Refused(Refusal refusal) implements TurnPlan {}

  /** What a turn stands on. */
  sealed interface Ground {

    /**
     * The session of a key.
     *
     * @param steps what must become of its row, in order; empty if it stands right
     */
    record Session(List<SessionChange> steps) implements Ground {
      public Session {
        steps = List.copyOf(steps);
      }
    }

    /** A transcript without a key, which begins with the turn. */
    record NewTranscript() implements Ground {}

    /** A transcript without a key that is there. */
    record StoredTranscript() implements Ground {}
  }
}
