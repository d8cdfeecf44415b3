package dev.holdfast.domain.token;

import dev.holdfast.domain.agent.AgentId;

/** Which agents a token reaches. */
public sealed interface AgentBinding {

  /** Every agent. */
  record Any() implements AgentBinding {}

  /** This agent only. */
  record Only(AgentId agent) implements AgentBinding {}

  /** Whether the token reaches an agent. */
  default boolean reaches(AgentId agent) {
    return switch (this) {
      case Any() -> true;
      case Only(AgentId only) -> only.equals(agent);
    };
  }

  /** Whether whoever is bound so reaches every agent that the other reaches. */
  default boolean covers(AgentBinding other) {
    return switch (other) {
      case Any() -> this instanceof Any;
      case Only(AgentId only) -> reaches(only);
    };
  }
}
