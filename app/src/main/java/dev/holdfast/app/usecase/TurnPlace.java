package dev.holdfast.app.usecase;

import dev.holdfast.app.configuration.AgentSettings;
import dev.holdfast.domain.session.ContextEngineKey;
import dev.holdfast.domain.session.SessionChange;
import dev.holdfast.domain.session.SessionId;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.transcript.Item;
import dev.holdfast.domain.transcript.Role;
import dev.holdfast.ports.in.TurnRequest.Overflow;
import java.util.List;

/**
 * Where a turn takes place.
 *
 * @param instructions what the agent's turns there begin with
 * @param eventCount how many events its transcript has
 * @param overflow what becomes of a path that is too long for the model
 */
record TurnPlace(
    ContextEngineKey contextKey,
    SessionId session,
    long eventCount,
    TurnPlan.Ground ground,
    List<Item> instructions,
    Overflow overflow) {

  static TurnPlace ofSession(
      SessionKey key,
      SessionId session,
      long eventCount,
      AgentSettings agent,
      List<SessionChange> steps) {
    return new TurnPlace(
        ContextEngineKey.of(key),
        session,
        eventCount,
        new TurnPlan.Ground.Session(steps),
        instructionsOf(agent),
        Overflow.CUT);
  }

  static TurnPlace internal(SessionKey routing, SessionId session, AgentSettings agent) {
    return new TurnPlace(
        ContextEngineKey.of(routing),
        session,
        0,
        new TurnPlan.Ground.NewTranscript(),
        instructionsOf(agent),
        Overflow.CUT);
  }

  private static List<Item> instructionsOf(AgentSettings agent) {
    return agent.instructions().isEmpty()
        ? List.of()
        : List.of(Item.message(Role.SYSTEM, agent.instructions()));
  }

  static TurnPlace unlisted(SessionId session, TurnPlan.Ground ground, Overflow overflow) {
    return new TurnPlace(
        ContextEngineKey.ofUnlisted(session), session, 0, ground, List.of(), overflow);
  }
}
