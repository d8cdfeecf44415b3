package dev.holdfast.domain.session;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.text.OutsideText;

/** A key of the form {@code agent:<agentId>:<rest>}. */
public final class AgentSessionKey implements SessionKey {

  private final AgentId agent;
  private final String rest;
  private final String value;

  /** Trusts its caller that the rest is canonical: only {@link ParsedKey} can tell. */
  AgentSessionKey(AgentId agent, String rest) {
    this.agent = agent;
    this.rest = rest;
    this.value = "agent:" + agent.value() + ':' + rest;
  }

  /** The agent the key names. */
  public AgentId agent() {
    return agent;
  }

  /** What follows the agent: never empty, never begins with a colon. */
  public String rest() {
    return rest;
  }

  @Override
  public String value() {
    return value;
  }

  @Override
  public AgentId agent(AgentId resolved) {
    return agent;
  }

  @Override
  public SessionKeyKind kind(MainKey mainKey) {
    return rest.equals(mainKey.value()) || rest.equals(MainKey.DEFAULT.value())
        ? SessionKeyKind.MAIN
        : SessionKeyShape.kind(rest);
  }

  @Override
  public AgentSessionKey heartbeat(AgentId resolved) {
    return new AgentSessionKey(agent, SessionKeyText.withOneHeartbeat(rest));
  }

  /** Whether the key ends in {@code :heartbeat}; whether it is a heartbeat's, its row says. */
  public boolean endsInHeartbeat() {
    return SessionKeyText.endsInHeartbeat(value);
  }

  /** How many subagents stand between this session and one that no subagent runs; 0 if none. */
  public int subagentDepth() {
    return SessionKeyShape.subagentDepth(rest);
  }

  /** Whether the session may live in memory only. */
  public boolean isIncognito() {
    return SessionKeyShape.isIncognito(rest);
  }

  /** Whether the key alone says where an answer is delivered: a channel and a peer in it. */
  public boolean isDeliveryRoute() {
    return SessionKeyShape.isDeliveryRoute(rest);
  }

  /** The channel the conversation goes over, the empty text if the key names none. */
  public String channel() {
    return isDeliveryRoute() ? rest.substring(0, rest.indexOf(':')) : "";
  }

  /** The key without its last thread suffix, and that thread. */
  public ThreadSplit thread() {
    int marker = SessionKeyText.lastIndexOfAscii(rest, ThreadSplit.MARKER);
    int id = marker + ThreadSplit.MARKER.length();
    if (marker <= 0 || id == rest.length()) {
      return new ThreadSplit.Whole();
    }
    String base = SessionKeyText.folded(OutsideText.trimmed(rest.substring(0, marker)));
    return new ThreadSplit.Threaded(new AgentSessionKey(agent, base), rest.substring(id));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AgentSessionKey that && value.equals(that.value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return value;
  }
}
