package dev.holdfast.ports.in;

import dev.holdfast.domain.agent.AgentId;

/** An agent that a list of several had to leave out, because its database could not be read. */
public record UnreadAgent(AgentId agent, Reason reason) {

  /** Why it could not be read. */
  public enum Reason {
    /** A newer program wrote the database. */
    NEWER_SCHEMA,
    /** The database is damaged, missing or out of service. */
    UNREADABLE
  }
}
