package dev.holdfast.domain.session;

import dev.holdfast.domain.agent.AgentChoice;
import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.turn.RefusalReason;
import java.util.Optional;

/** Finds the session that a key from outside means. */
public final class SessionKeys {

  private SessionKeys() {}

  /**
   * Resolves a key as a client wrote it. Total: every text is resolved or refused, and a key that
   * only the gateway itself may use is never among the results.
   *
   * @param raw the key; blank means the main conversation
   * @param request the agent the rest of the request asks for
   * @param mainKey the configured main key
   */
  public static KeyResolution resolve(String raw, AgentChoice request, MainKey mainKey) {
    return switch (ParsedKey.of(raw)) {
      case ParsedKey.Malformed(String problem) ->
          new KeyResolution.Refused(
              RefusalReason.SESSION_KEY_MALFORMED,
              "The session key %s. Nothing was stored. Send 'agent:<agent>:<name>' or a bare name."
                  .formatted(problem));
      case ParsedKey.Sentinel(SentinelKey key) -> new KeyResolution.Resolved(request.agent(), key);
      case ParsedKey.Bare(String rest) -> within(request.agent(), rest, mainKey);
      case ParsedKey.Scoped(AgentId agent, String rest) ->
          switch (request) {
            case AgentChoice.Named(AgentId named) when !named.equals(agent) ->
                mismatch(named, agent);
            case AgentChoice.Named named -> within(agent, rest, mainKey);
            case AgentChoice.Unnamed unnamed -> within(agent, rest, mainKey);
          };
    };
  }

  /** The agent that a key from outside names by itself; empty if it names none. */
  public static Optional<AgentId> namedAgent(String raw) {
    return ParsedKey.of(raw) instanceof ParsedKey.Scoped scoped
        ? Optional.of(scoped.agent())
        : Optional.empty();
  }

  /** The key of an agent's main conversation. */
  public static AgentSessionKey main(AgentId agent, MainKey mainKey) {
    return new AgentSessionKey(agent, mainKey.value());
  }

  private static KeyResolution within(AgentId agent, String rest, MainKey mainKey) {
    if (rest.isEmpty() || rest.equals(MainKey.DEFAULT.value())) {
      return new KeyResolution.Resolved(agent, main(agent, mainKey));
    }
    AgentSessionKey key = new AgentSessionKey(agent, rest);
    if (SessionKeyShape.isReserved(key.value(), rest)) {
      return new KeyResolution.Refused(
          RefusalReason.SESSION_KEY_RESERVED,
          "The session key lies in a namespace that only the gateway itself uses (subagent, cron,"
              + " acp, harness, internal effects, heartbeats). Nothing was stored. Choose another"
              + " name.");
    }
    if (!SessionKeyText.fits(key.value())) {
      return new KeyResolution.Refused(
          RefusalReason.SESSION_KEY_TOO_LONG,
          "The session key has more than %d characters once its agent is added. Nothing was stored."
                  .formatted(SessionKey.MAX_CODE_POINTS)
              + " Choose a shorter name.");
    }
    return new KeyResolution.Resolved(agent, key);
  }

  private static KeyResolution mismatch(AgentId named, AgentId inKey) {
    return new KeyResolution.Refused(
        RefusalReason.SESSION_KEY_AGENT_MISMATCH,
        "The session key belongs to agent '%s' but the request asks for agent '%s'. Nothing was"
                .formatted(inKey.value(), named.value())
            + " stored. Ask for the key's agent, or send a key of the agent you ask for.");
  }
}
