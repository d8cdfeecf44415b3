package dev.holdfast.app.usecase;

import dev.holdfast.app.configuration.ConfigurationInForce;
import dev.holdfast.domain.agent.AgentChoice;
import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.session.KeyResolution;
import dev.holdfast.domain.session.MainKey;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.session.SessionKeys;
import dev.holdfast.domain.token.AgentBinding;
import dev.holdfast.domain.token.Caller;
import dev.holdfast.domain.token.KeyBinding;
import dev.holdfast.domain.turn.Refusal;
import dev.holdfast.domain.turn.RefusalReason;
import dev.holdfast.ports.in.TokenAdministration.KeyWish;
import dev.holdfast.ports.in.TokenAdministration.TokenWish;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.function.Function;

/** Finds what a wished token shall be bound to: keys become canonical, agents must exist. */
final class TokenBinding {

  private static final String AGENT = "agent";

  /** Stands for what may follow a prefix, so that the prefix becomes canonical as keys do. */
  private static final String ANY_NAME = "x";

  private final ModelCatalog models;
  private final ConfigurationInForce configuration;

  @Inject
  TokenBinding(ModelCatalog models, ConfigurationInForce configuration) {
    this.models = models;
    this.configuration = configuration;
  }

  /** What a wish comes to. */
  sealed interface Resolution {

    /** These agents and keys. A key narrows the token to its agent, too. */
    record Bound(AgentBinding agents, KeyBinding keys) implements Resolution {}

    /** Nothing that exists. */
    record Refused(Refusal refusal) implements Resolution {}
  }

  /** What a token that the caller wishes shall be bound to. */
  Resolution of(Caller caller, TokenWish wish) {
    Optional<AgentId> named =
        AgentId.isValid(wish.agent()) ? Optional.of(AgentId.of(wish.agent())) : Optional.empty();
    if (!wish.agent().isBlank() && named.filter(agent -> exists(caller, agent)).isEmpty()) {
      return unknownAgent(AGENT);
    }
    return switch (wish.keys()) {
      case KeyWish.Any() ->
          new Resolution.Bound(
              named.<AgentBinding>map(AgentBinding.Only::new).orElseGet(AgentBinding.Any::new),
              new KeyBinding.Any());
      case KeyWish.Exact(String key) -> keyed(caller, named, key, "key", KeyBinding.Exact::new);
      case KeyWish.Prefix(String prefix) ->
          keyed(
              caller,
              named,
              prefix + ANY_NAME,
              "key_prefix",
              key -> new KeyBinding.Prefix(withoutName(key.value())));
    };
  }

  private Resolution keyed(
      Caller caller,
      Optional<AgentId> named,
      String raw,
      String parameter,
      Function<SessionKey, KeyBinding> binding) {
    AgentChoice choice =
        named
            .<AgentChoice>map(AgentChoice.Named::new)
            .orElseGet(() -> new AgentChoice.Unnamed(models.defaultAgent().id()));
    return switch (SessionKeys.resolve(raw, choice, mainKey())) {
      case KeyResolution.Refused(RefusalReason reason, String message) ->
          new Resolution.Refused(new Refusal(reason, message, parameter));
      case KeyResolution.Resolved(AgentId agent, SessionKey key) ->
          exists(caller, agent)
              ? new Resolution.Bound(new AgentBinding.Only(agent), binding.apply(key))
              : unknownAgent(parameter);
    };
  }

  private static String withoutName(String key) {
    return key.substring(0, key.length() - ANY_NAME.length());
  }

  /** Absent and forbidden agents answer alike. */
  private boolean exists(Caller caller, AgentId agent) {
    return models.agent(agent).isPresent() && caller.agents().reaches(agent);
  }

  private static Resolution unknownAgent(String parameter) {
    return new Resolution.Refused(
        new Refusal(
            RefusalReason.AGENT_UNKNOWN,
            "There is no such agent for this token. Nothing was stored. GET /v1/models lists the"
                + " agents as 'holdfast/<agent>'.",
            parameter));
  }

  private MainKey mainKey() {
    return MainKey.of(configuration.now().session().mainKey());
  }
}
