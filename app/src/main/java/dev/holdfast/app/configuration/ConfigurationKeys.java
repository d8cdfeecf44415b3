package dev.holdfast.app.configuration;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The settings of a configuration by the names an operator writes them under. */
final class ConfigurationKeys {

  static final String PORT = "gateway.port";
  static final String BIND = "gateway.bind";
  static final String DURABILITY = "gateway.durability";
  static final String DEFAULT_AGENT = "defaultAgent";
  static final String AGENTS = "agents.";
  static final String PROVIDERS = "providers.";

  private ConfigurationKeys() {}

  /** What two configurations differ in, in the order of names. */
  static List<String> differing(Configuration one, Configuration other) {
    Map<String, Object> ones = of(one);
    Map<String, Object> others = of(other);
    SortedSet<String> names = new TreeSet<>(ones.keySet());
    names.addAll(others.keySet());
    names.removeIf(
        name ->
            ones.containsKey(name)
                && others.containsKey(name)
                && ones.get(name).equals(others.get(name)));
    return List.copyOf(names);
  }

  private static SortedMap<String, Object> of(Configuration configuration) {
    SortedMap<String, Object> values = new TreeMap<>();
    gateway(configuration.gateway(), values);
    values.put(DEFAULT_AGENT, configuration.defaultAgent());
    configuration.agents().values().forEach(agent -> agent(agent, values));
    configuration.providers().values().forEach(provider -> provider(provider, values));
    configuration
        .runtimes()
        .forEach((wanted, used) -> values.put("runtimes." + wanted.value(), used));
    SessionSettings session = configuration.session();
    values.put("session.mainKey", session.mainKey());
    values.put("session.keyFrom", session.keyFrom());
    values.put("session.reset", session.reset());
    values.put("session.queue", session.queue());
    values.put("turn.timeout", configuration.turn().timeout());
    return values;
  }

  private static void gateway(GatewaySettings gateway, SortedMap<String, Object> values) {
    values.put(PORT, gateway.port());
    values.put(BIND, gateway.bind());
    values.put(DURABILITY, gateway.durability());
    values.put("gateway.cors.origins", gateway.corsOrigins());
    values.put("gateway.allowedHosts", gateway.allowedHosts());
    values.put("gateway.logFormat", gateway.logFormat());
  }

  private static void agent(AgentSettings agent, SortedMap<String, Object> values) {
    String name = AGENTS + agent.id();
    values.put(name + ".model", agent.route());
    values.put(name + ".instructions", agent.instructions());
    values.put(name + ".history", agent.history());
    values.put(name + ".timeout", agent.turnTimeout());
  }

  private static void provider(ProviderSettings provider, SortedMap<String, Object> values) {
    String name = PROVIDERS + provider.id();
    values.put(name + ".baseUrl", provider.baseUrl());
    values.put(name + ".api", provider.api());
    values.put(name + ".maxTokensName", provider.maxTokensName());
    values.put(name + ".apiKey", provider.credential());
    values.put(name + ".models", provider.models());
    values.put(name + ".prefill", provider.prefill());
  }
}
