package dev.holdfast.domain.audit;

import dev.holdfast.domain.agent.AgentId;

/**
 * What a change was about, never content: an identity, or for what the gateway removed by itself
 * what it was and how many.
 */
public sealed interface AuditTarget {

  /** Longest name of a target, in characters: that of a session key with its heartbeat suffix. */
  int MAX_LENGTH = 2048;

  /** Nothing that the request named exists or can be told. */
  record Nothing() implements AuditTarget {}

  /** Something of the whole home, such as a token. */
  record OfHome(String name) implements AuditTarget {
    public OfHome {
      check(name);
    }
  }

  /** Something of one agent, such as a session. */
  record OfAgent(AgentId agent, String name) implements AuditTarget {
    public OfAgent {
      check(name);
    }
  }

  private static void check(String name) {
    if (name.isEmpty() || name.length() > MAX_LENGTH) {
      throw new IllegalArgumentException("a target's name has 1 to 2048 characters");
    }
  }
}
