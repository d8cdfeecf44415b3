package dev.holdfast.app.usecase;

import dev.holdfast.app.configuration.AgentSettings;
import dev.holdfast.app.usecase.Placement.Conversation;
import dev.holdfast.domain.route.ModelRoute;
import dev.holdfast.domain.transcript.HistoryMode;
import dev.holdfast.domain.turn.Refusal;
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
}
