package dev.holdfast.domain.session;

import dev.holdfast.domain.agent.AgentId;

/** Stub. */
public record SessionKey(String value) {

  /** Longest key after normalization, in Unicode code points. */
  public static final int MAX_CODE_POINTS = 512;

  /** Stub. */
  public AgentId agent() {
    return AgentId.MAIN;
  }
}
