package dev.holdfast.domain.session;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.text.OutsideText;

/** A text taken apart by the key grammar. Every text has exactly one of these forms. */
sealed interface ParsedKey {

  /** The prefix of a key that names its agent. */
  String AGENT_PREFIX = "agent:";

  /** One of the keys that name no agent and are never wrapped. */
  record Sentinel(SentinelKey key) implements ParsedKey {}

  /** A key that names its agent; the rest is canonical. */
  record Scoped(AgentId agent, String rest) implements ParsedKey {}

  /** A key to be wrapped with an agent; the rest is canonical, empty if the text was blank. */
  record Bare(String rest) implements ParsedKey {}

  /**
   * No key at all.
   *
   * @param problem a clause that continues "the session key ..."
   */
  record Malformed(String problem) implements ParsedKey {}

  /** Takes a text apart, in time linear in its length. */
  static ParsedKey of(String raw) {
    String text = OutsideText.trimmed(raw);
    if (!OutsideText.isPrintable(text)) {
      return new Malformed("holds a control character or half of a surrogate pair");
    }
    return SessionKeyText.startsWithAscii(text, 0, AGENT_PREFIX) ? scoped(text) : unscoped(text);
  }

  private static ParsedKey scoped(String text) {
    int agentEnd = text.indexOf(':', AGENT_PREFIX.length());
    if (agentEnd < 0) {
      return new Malformed("begins with 'agent:' but nothing follows the agent");
    }
    String agent = text.substring(AGENT_PREFIX.length(), agentEnd);
    if (!AgentId.isFoldable(agent)) {
      return new Malformed("begins with 'agent:' but names no agent there");
    }
    String rest = OutsideText.trimmed(text.substring(agentEnd + 1));
    if (rest.isEmpty() || rest.startsWith(":")) {
      return new Malformed("begins with 'agent:' but nothing follows the agent");
    }
    return new Scoped(AgentId.folded(agent), SessionKeyText.folded(rest));
  }

  private static ParsedKey unscoped(String text) {
    if (text.startsWith(":")) {
      return new Malformed("begins with a colon");
    }
    String rest = SessionKeyText.folded(text);
    for (SentinelKey sentinel : SentinelKey.values()) {
      if (sentinel.value().equals(rest)) {
        return new Sentinel(sentinel);
      }
    }
    return new Bare(rest);
  }
}
