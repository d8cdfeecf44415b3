package dev.holdfast.domain.session;

import dev.holdfast.domain.agent.AgentId;

/**
 * Who talks to which agent over what: the identity a conversation is found by. A key is always in
 * its canonical form, so two keys are one session exactly when their texts are equal.
 *
 * <p>Text from outside becomes a key through {@link SessionKeys#resolve}, stored text through
 * {@link #ofStored}. A key is data and never a path.
 */
public sealed interface SessionKey permits AgentSessionKey, SentinelKey {

  /**
   * Longest key after normalization, in Unicode code points. A {@code :heartbeat} suffix is not
   * counted, so that every key has a heartbeat key.
   */
  int MAX_CODE_POINTS = 512;

  /** The canonical text. */
  String value();

  /**
   * The agent whose database holds the session.
   *
   * @param resolved the agent of the request; it holds the keys that name no agent themselves
   */
  AgentId agent(AgentId resolved);

  /**
   * What the key stands for.
   *
   * @param mainKey the configured main key, which cannot be told from the text alone
   */
  SessionKeyKind kind(MainKey mainKey);

  /**
   * The routing key of this session's isolated heartbeat. It ends in exactly one {@code :heartbeat}
   * however often it is asked for: a key that ends so already is taken for a heartbeat's own.
   *
   * @param resolved as in {@link #agent(AgentId)}
   */
  AgentSessionKey heartbeat(AgentId resolved);

  /**
   * The key a store gave back.
   *
   * @throws IllegalArgumentException if the text is not the canonical form of a key
   */
  static SessionKey ofStored(String text) {
    SessionKey key =
        switch (ParsedKey.of(text)) {
          case ParsedKey.Sentinel(SentinelKey sentinel) -> sentinel;
          case ParsedKey.Scoped(AgentId agent, String rest) -> new AgentSessionKey(agent, rest);
          case ParsedKey.Bare bare -> throw notCanonical();
          case ParsedKey.Malformed malformed -> throw notCanonical();
        };
    if (!key.value().equals(text) || !SessionKeyText.fits(text)) {
      throw notCanonical();
    }
    return key;
  }

  private static IllegalArgumentException notCanonical() {
    return new IllegalArgumentException("not the canonical text of a session key");
  }
}
