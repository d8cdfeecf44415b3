package dev.holdfast.domain.session;

import dev.holdfast.domain.agent.AgentId;

/** A key that names no agent. Its session lives in the database of the agent a request resolves. */
public enum SentinelKey implements SessionKey {
  /** The one conversation of an agent that keeps all its traffic together. */
  GLOBAL("global"),
  /** Traffic whose origin could not be told. */
  UNKNOWN("unknown");

  private final String value;

  SentinelKey(String value) {
    this.value = value;
  }

  @Override
  public String value() {
    return value;
  }

  @Override
  public AgentId agent(AgentId resolved) {
    return resolved;
  }

  @Override
  public SessionKeyKind kind(MainKey mainKey) {
    return switch (this) {
      case GLOBAL -> SessionKeyKind.GLOBAL;
      case UNKNOWN -> SessionKeyKind.UNKNOWN;
    };
  }

  @Override
  public AgentSessionKey heartbeat(AgentId resolved) {
    return new AgentSessionKey(resolved, SessionKeyText.withOneHeartbeat(value));
  }

  @Override
  public String toString() {
    return value;
  }
}
