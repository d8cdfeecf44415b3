package dev.holdfast.app.usecase;

import dev.holdfast.domain.context.ContextAssembly;
import dev.holdfast.domain.session.SessionChange;
import dev.holdfast.domain.session.SessionId;
import dev.holdfast.domain.transcript.EventParent;
import dev.holdfast.domain.transcript.HistoryAction;
import dev.holdfast.domain.transcript.NewEvent;
import dev.holdfast.domain.turn.Refusal;
import java.util.List;

/** What a keyed turn will do, decided under its lane from what is stored. */
sealed interface TurnPlan {

  /**
   * The turn can start.
   *
   * @param steps what must become of the session's row before the turn starts
   * @param input the new events, not yet stored
   * @param answerParent what the answer will follow
   */
  record Ready(
      List<SessionChange> steps,
      SessionId session,
      HistoryAction history,
      List<NewEvent> input,
      EventParent answerParent,
      ContextAssembly.Assembled context)
      implements TurnPlan {
    public Ready {
      steps = List.copyOf(steps);
      input = List.copyOf(input);
    }
  }

  /** It cannot, and why; nothing was stored. */
  record Refused(Refusal refusal) implements TurnPlan {}
}
