package dev.holdfast.app.configuration;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.route.ModelRoute;
import dev.holdfast.domain.route.ProviderId;
import dev.holdfast.domain.route.RuntimeId;
import dev.holdfast.domain.transcript.HistoryMode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A whole configuration without errors.
 *
 * @param agents in the operator's order; {@link AgentId#MAIN} and the default agent are among them
 * @param providers in the operator's order, the built-in one is not among them
 * @param runtimes which runtime takes the place of one that a route asks for
 */
public record Configuration(
    GatewaySettings gateway,
    AgentId defaultAgent,
    Map<AgentId, AgentSettings> agents,
    Map<ProviderId, ProviderSettings> providers,
    Map<RuntimeId, RuntimeId> runtimes,
    SessionSettings session,
    TurnSettings turn) {

  public Configuration {
    agents = inOrder(agents);
    providers = inOrder(providers);
    runtimes = inOrder(runtimes);
    if (!agents.containsKey(AgentId.MAIN) || !agents.containsKey(defaultAgent)) {
      throw new IllegalArgumentException("the main agent and the default agent must exist");
    }
  }

  /** What holds where the operator says nothing: one agent, answered by the built-in provider. */
  public static Configuration defaults() {
    AgentSettings main =
        new AgentSettings(
            AgentId.MAIN, DemoRoute.route(), "", HistoryMode.AUTO, TurnSettings.DEFAULT_TIMEOUT);
    return new Configuration(
        GatewaySettings.defaults(),
        AgentId.MAIN,
        Map.of(AgentId.MAIN, main),
        Map.of(),
        Map.of(),
        SessionSettings.defaults(),
        TurnSettings.defaults());
  }

  /** The names of the configured providers, for the canonicalizer. */
  public Set<String> operatorDefinedProviders() {
    return providers.keySet().stream().map(ProviderId::value).collect(Collectors.toSet());
  }

  /** The limits of a route's model, the assumed ones if nobody states any. */
  public ModelSettings limitsOf(ModelRoute route) {
    return providers.containsKey(route.provider())
        ? providers.get(route.provider()).limitsOf(route.model())
        : ModelSettings.unstated(route.model());
  }

  private static <K, V> Map<K, V> inOrder(Map<K, V> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }
}
