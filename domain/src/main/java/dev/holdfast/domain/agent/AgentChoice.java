package dev.holdfast.domain.agent;

/** The agent a request asks for: one it names, or none in particular. */
public sealed interface AgentChoice {

  /** The agent that answers unless something else in the request names one. */
  AgentId agent();

  /** The request names this agent; whatever else it says must agree. */
  record Named(AgentId agent) implements AgentChoice {}

  /** The request names no agent: the default one answers, unless the session key names another. */
  record Unnamed(AgentId agent) implements AgentChoice {}

  /** The request names this agent. */
  static AgentChoice named(AgentId agent) {
    return new Named(agent);
  }

  /** The request names none; this is the default one. */
  static AgentChoice unnamed(AgentId defaultAgent) {
    return new Unnamed(defaultAgent);
  }
}
