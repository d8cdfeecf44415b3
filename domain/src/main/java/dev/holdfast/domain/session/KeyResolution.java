package dev.holdfast.domain.session;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.turn.RefusalReason;

/** Which session a key from outside means. */
public sealed interface KeyResolution {

  /** This key, in this agent's database. */
  record Resolved(AgentId agent, SessionKey key) implements KeyResolution {}

  /**
   * None.
   *
   * @param message what is wrong with the key and what to send instead; never the key itself
   */
  record Refused(RefusalReason reason, String message) implements KeyResolution {}
}
