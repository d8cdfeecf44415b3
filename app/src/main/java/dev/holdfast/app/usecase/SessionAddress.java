package dev.holdfast.app.usecase;

import dev.holdfast.app.configuration.AgentSettings;
import dev.holdfast.app.configuration.ConfigurationInForce;
import dev.holdfast.domain.agent.AgentChoice;
import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.session.KeyResolution;
import dev.holdfast.domain.session.MainKey;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.session.SessionKeys;
import dev.holdfast.domain.token.Caller;
import dev.holdfast.domain.turn.Refusal;
import dev.holdfast.domain.turn.RefusalReason;
import dev.holdfast.ports.in.SessionAdministration.Named;
import jakarta.inject.Inject;
import java.util.Comparator;
import java.util.List;

/** Finds which session of which agent somebody means who looks after sessions. */
final class SessionAddress {

  private static final String AGENT = "agent";
  private static final String KEY = "key";

  private final ModelCatalog models;
  private final ConfigurationInForce configuration;

  @Inject
  SessionAddress(ModelCatalog models, ConfigurationInForce configuration) {
    this.models = models;
    this.configuration = configuration;
  }

  /** What a name comes to. */
  sealed interface Resolution {

    record Meant(AgentId agent, SessionKey key) implements Resolution {}

    /** A session that the caller does not reach, whether or not it exists. */
    record Unreachable() implements Resolution {}

    /** Nothing that could exist. */
    record Refused(Refusal refusal) implements Resolution {}
  }

  /** The agents whose sessions somebody means; empty if there is no such agent for the caller. */
  List<AgentId> agents(Caller caller, String agent) {
    return models.agents().stream()
        .map(AgentSettings::id)
        .filter(caller.agents()::reaches)
        .filter(id -> agent.isBlank() || (AgentId.isValid(agent) && AgentId.of(agent).equals(id)))
        .sorted(Comparator.comparing(AgentId::value))
        .toList();
  }

  /** The session that somebody names. */
  Resolution of(Caller caller, Named session) {
    if (!session.agent().isBlank() && agents(caller, session.agent()).isEmpty()) {
      return new Resolution.Refused(unknownAgent(AGENT));
    }
    AgentChoice choice =
        session.agent().isBlank()
            ? new AgentChoice.Unnamed(models.defaultAgent().id())
            : new AgentChoice.Named(AgentId.of(session.agent()));
    return switch (SessionKeys.resolve(session.key(), choice, mainKey())) {
      case KeyResolution.Refused(RefusalReason reason, String message) ->
          new Resolution.Refused(new Refusal(reason, message, KEY));
      case KeyResolution.Resolved(AgentId agent, SessionKey key) -> {
        if (models.agent(agent).isEmpty() || !caller.agents().reaches(agent)) {
          yield new Resolution.Refused(unknownAgent(KEY));
        }
        yield caller.keys().reaches(key)
            ? new Resolution.Meant(agent, key)
            : new Resolution.Unreachable();
      }
    };
  }

  /** Absent and forbidden agents answer alike. */
  static Refusal unknownAgent(String parameter) {
    return new Refusal(
        RefusalReason.AGENT_UNKNOWN,
        "There is no such agent for this token. Nothing was changed. GET /v1/models lists the"
            + " agents as 'holdfast/<agent>'.",
        parameter);
  }

  private MainKey mainKey() {
    return MainKey.of(configuration.now().session().mainKey());
  }
}
