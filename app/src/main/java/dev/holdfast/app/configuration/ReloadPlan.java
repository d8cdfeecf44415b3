package dev.holdfast.app.configuration;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.route.RouteCanonicalizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a running gateway can make of another configuration. Its address and its durability stay as
 * they are until it starts again, and so do its agents that have no open database; all else can be
 * changed while it runs, unless what is stored would be read differently.
 */
public sealed interface ReloadPlan {

  /**
   * It can come into force.
   *
   * @param next the wanted one, but with what cannot be changed as it is
   * @param changed the names of the settings that change
   * @param needRestart the names of those that will only with the next start
   */
  record Applicable(Configuration next, List<String> changed, List<String> needRestart)
      implements ReloadPlan {
    public Applicable {
      changed = List.copyOf(changed);
      needRestart = List.copyOf(needRestart);
    }
  }

  /**
   * None of it can, before the gateway starts again.
   *
   * @param names the settings that prevent it
   */
  record AfterRestart(List<String> names) implements ReloadPlan {
    public AfterRestart {
      names = List.copyOf(names);
    }
  }

  /**
   * Plans the way from one to another.
   *
   * @param served the agents whose databases are open
   */
  static ReloadPlan of(Configuration inForce, Configuration wanted, Set<AgentId> served) {
    List<String> preventing = preventing(inForce, wanted, served);
    if (!preventing.isEmpty()) {
      return new AfterRestart(preventing);
    }
    GatewaySettings now = inForce.gateway();
    GatewaySettings then = wanted.gateway();
    Map<AgentId, AgentSettings> agents = new LinkedHashMap<>(wanted.agents());
    agents.keySet().retainAll(served);
    Configuration next =
        new Configuration(
            new GatewaySettings(
                now.port(),
                now.bind(),
                now.durability(),
                then.corsOrigins(),
                then.allowedHosts(),
                then.logFormat()),
            wanted.defaultAgent(),
            agents,
            wanted.providers(),
            wanted.runtimes(),
            wanted.session(),
            wanted.turn());
    return new Applicable(
        next, ConfigurationKeys.differing(inForce, next), needRestart(inForce, wanted, served));
  }

  private static List<String> preventing(
      Configuration inForce, Configuration wanted, Set<AgentId> served) {
    List<String> names = new ArrayList<>();
    if (!served.contains(wanted.defaultAgent())) {
      names.add(ConfigurationKeys.DEFAULT_AGENT);
    }
    // Names of the past and aliases mean something else once an operator defines them, in what is
    // stored too; the store was told at its start.
    RouteCanonicalizer now = new RouteCanonicalizer(inForce.operatorDefinedProviders());
    RouteCanonicalizer then = new RouteCanonicalizer(wanted.operatorDefinedProviders());
    then.differingFrom(now).stream().map(ConfigurationKeys.PROVIDERS::concat).forEach(names::add);
    return names;
  }

  private static List<String> needRestart(
      Configuration inForce, Configuration wanted, Set<AgentId> served) {
    GatewaySettings now = inForce.gateway();
    GatewaySettings then = wanted.gateway();
    List<String> names = new ArrayList<>();
    wanted.agents().keySet().stream()
        .filter(agent -> !served.contains(agent))
        .map(agent -> ConfigurationKeys.AGENTS + agent)
        .sorted()
        .forEach(names::add);
    if (!now.bind().equals(then.bind())) {
      names.add(ConfigurationKeys.BIND);
    }
    if (now.durability() != then.durability()) {
      names.add(ConfigurationKeys.DURABILITY);
    }
    if (now.port() != then.port()) {
      names.add(ConfigurationKeys.PORT);
    }
    return names;
  }
}
