package dev.holdfast.domain.session;

import java.util.Map;

/**
 * Which rule ends the transcripts of which conversations. A channel's rule replaces everything,
 * then the rule of the conversation's type counts, then the general one.
 *
 * @param byChannel by the channel's name as it stands in keys, in lower case
 */
public record ResetPolicy(
    ResetRule general, Map<ResetType, ResetRule> byType, Map<String, ResetRule> byChannel) {

  /** Transcripts never end by themselves; what holds unless configured otherwise. */
  public static final ResetPolicy NONE = new ResetPolicy(new ResetRule.Never(), Map.of(), Map.of());

  public ResetPolicy {
    byType = Map.copyOf(byType);
    byChannel = Map.copyOf(byChannel);
  }

  /** The rule of a key. */
  public ResetRule ruleOf(SessionKey key) {
    ResetRule ofType = byType.getOrDefault(ResetType.of(key), general);
    return switch (key) {
      case AgentSessionKey named -> byChannel.getOrDefault(named.channel(), ofType);
      case SentinelKey sentinel -> ofType;
    };
  }
}
