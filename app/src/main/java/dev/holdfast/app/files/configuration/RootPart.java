package dev.holdfast.app.files.configuration;

import dev.holdfast.app.configuration.AgentSettings;
import dev.holdfast.app.configuration.Configuration;
import dev.holdfast.app.configuration.GatewaySettings;
import dev.holdfast.app.configuration.ProviderSettings;
import dev.holdfast.app.configuration.SessionSettings;
import dev.holdfast.app.configuration.TurnSettings;
import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.route.ProviderId;
import dev.holdfast.domain.route.RuntimeId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The keys of the whole configuration, and what they mean together. */
final class RootPart {

  private static final Key<String> SCHEMA =
      Key.optional("$schema", TextShape.any(), "For editors; the gateway does not read it.");

  private static final Key<Section> GATEWAY =
      Key.optional("gateway", GatewayPart.SHAPE, "How the gateway listens and stores.");

  private static final Key<AgentId> DEFAULT_AGENT =
      Key.optional(
              "defaultAgent",
              new TextShape<>("the name of an agent", AgentsPart::agent),
              "The agent that answers a request that names none.")
          .orElse(AgentId.MAIN.value());

  private static final Key<Table<AgentId, Section>> AGENTS =
      Key.optional(
          "agents", AgentsPart.SHAPE, "The agents by name; main exists even if it is not here.");

  private static final Key<Table<ProviderId, Section>> PROVIDERS =
      Key.optional(
          "providers",
          ProvidersPart.SHAPE,
          "The model providers by name; the built-in one is not among them.");

  private static final Key<Table<RuntimeId, RuntimeId>> RUNTIMES =
      Key.optional(
          "runtimes",
          RuntimesPart.SHAPE,
          "What executes turns whose route asks for the runtime of that name; api: the provider's"
              + " API, and its credential pays.");

  private static final Key<Section> SESSION =
      Key.optional("session", SessionPart.SHAPE, "How sessions are named.");

  private static final Key<Section> TURN =
      Key.optional("turn", TurnPart.SHAPE, "What bounds a turn.");

  static final MembersShape SHAPE =
      new MembersShape(
          List.of(SCHEMA, GATEWAY, DEFAULT_AGENT, AGENTS, PROVIDERS, RUNTIMES, SESSION, TURN));

  private RootPart() {}

  /** The configuration; empty if there are errors among the problems. */
  static Optional<Configuration> settings(Section root, SecretSource secrets, Problems problems) {
    Table<ProviderId, Section> providerTable = root.get(PROVIDERS, Table.empty());
    Map<ProviderId, ProviderSettings> providers =
        new ProvidersPart(secrets, problems).settings(providerTable);
    Map<RuntimeId, RuntimeId> runtimes = RuntimesPart.settings(root.get(RUNTIMES, Table.empty()));
    TurnSettings turn =
        root.find(TURN)
            .map(section -> TurnPart.settings(section.value()))
            .orElseGet(TurnSettings::defaults);
    AgentRoutes routes =
        new AgentRoutes(providers, providerTable.named(), runtimes.keySet(), problems);
    Table<AgentId, Section> agentTable = root.get(AGENTS, Table.empty());
    Map<AgentId, AgentSettings> agents =
        new AgentsPart(routes, turn.timeout()).settings(agentTable);
    AgentId defaultAgent = defaultAgent(root, agentTable.named(), problems);
    GatewaySettings gateway =
        root.find(GATEWAY)
            .map(section -> GatewayPart.settings(section.value(), problems))
            .orElseGet(GatewaySettings::defaults);
    SessionSettings session =
        root.find(SESSION)
            .map(section -> SessionPart.settings(section.value(), problems))
            .orElseGet(SessionSettings::defaults);
    return problems.hasErrors()
        ? Optional.empty()
        : Optional.of(
            new Configuration(gateway, defaultAgent, agents, providers, runtimes, session, turn));
  }

  private static AgentId defaultAgent(Section root, Set<AgentId> named, Problems problems) {
    Set<AgentId> known = new HashSet<>(named);
    known.add(AgentId.MAIN);
    Optional<Located<AgentId>> wanted = root.find(DEFAULT_AGENT);
    if (wanted.isEmpty() || known.contains(wanted.get().value())) {
      return wanted.map(Located::value).orElse(AgentId.MAIN);
    }
    problems.error(
        wanted.get().place(),
        "config-unknown-agent",
        "There is no agent of that name.",
        Suggestion.of(
            wanted.get().value().value(),
            known.stream().map(AgentId::value).sorted().toList(),
            "Configure it under \"agents\"."));
    return AgentId.MAIN;
  }
}
