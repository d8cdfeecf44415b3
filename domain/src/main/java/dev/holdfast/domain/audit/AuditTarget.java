package dev.holdfast.domain.audit;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.text.OutsideText;
import dev.holdfast.domain.token.TokenText;

/**
 * What a change was about, never content: an identity, or for what the gateway removed by itself
 * what it was and how many.
 */
public sealed interface AuditTarget {

  /** Longest name of a target, in characters: that of a session key with its heartbeat suffix. */
  int MAX_LENGTH = 2048;

  /** Longest of what was asked for and does not exist, in characters: no identity has more. */
  int MOST_ASKED = 200;

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

  /**
   * What a refused request asked for, whether or not there is such a thing: as it was typed, but
   * cut, and without what a terminal would act upon. A text that begins like a token is one that
   * somebody put in the wrong place, and is not kept.
   */
  static AuditTarget asked(String typed) {
    String name =
        typed
            .strip()
            .codePoints()
            .limit(MOST_ASKED)
            .map(each -> OutsideText.isPrintable(each) ? each : '?')
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    return name.isEmpty() || TokenText.isBegunBy(name) ? new Nothing() : new OfHome(name);
  }

  private static void check(String name) {
    if (name.isEmpty() || name.length() > MAX_LENGTH) {
      throw new IllegalArgumentException("a target's name has 1 to 2048 characters");
    }
  }
}
