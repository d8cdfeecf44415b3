package dev.holdfast.domain.session;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.turn.RefusalReason;
import java.time.Instant;

/**
 * Which transcript a turn goes into. Decided while the turn holds the session's lane, from the row
 * as it stands then; a store applies it only if the row still stands so.
 */
public sealed interface SessionResolution {

  /** The one the key points at; a row that was reserved and never used is one too. */
  record Resumed(SessionEntry entry) implements SessionResolution {}

  /** A first one: the key has none yet. */
  record Created(AgentId agent, SessionKey key) implements SessionResolution {}

  /** A new one in the place of one that is over. */
  record Rotated(SessionEntry over, RotationReason reason) implements SessionResolution {}

  /**
   * None.
   *
   * @param message what was asked for, what was kept and what to do
   */
  record Refused(RefusalReason reason, String message) implements SessionResolution {}

  /**
   * The transcript of a key.
   *
   * @param stored what the agent's database holds under the key
   */
  static SessionResolution ofKey(
      AgentId agent, SessionKey key, StoredSession stored, ResetPolicy policy, Instant now) {
    return switch (stored) {
      case StoredSession.Absent() -> new Created(agent, key);
      case StoredSession.Present(SessionEntry entry) ->
          switch (policy.ruleOf(key).judge(entry, now)) {
            case Freshness.Fresh() -> new Resumed(entry);
            case Freshness.Stale(RotationReason reason) -> new Rotated(entry, reason);
          };
    };
  }

  /**
   * The transcript of an id that a request names beside its key. It must exist there already; no
   * policy ends it, and a wrong agent or key is told apart from nothing at all by nobody.
   *
   * @param stored what the agent's database holds under the id
   */
  static SessionResolution ofId(AgentId agent, SessionKey key, StoredSession stored) {
    return switch (stored) {
      case StoredSession.Present(SessionEntry entry)
          when entry.agent().equals(agent) && entry.key().equals(key) ->
          new Resumed(entry);
      case StoredSession.Present elsewhere -> notFound();
      case StoredSession.Absent() -> notFound();
    };
  }

  private static SessionResolution notFound() {
    return new Refused(
        RefusalReason.SESSION_NOT_FOUND,
        "No session of that id exists under this key and agent. Nothing was stored. Send the id of"
            + " an existing session, or leave it out to use the key's current one.");
  }
}
