package dev.holdfast.app.files.configuration;

import dev.holdfast.app.configuration.AgentSettings;
import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.route.ModelRoute;
import dev.holdfast.domain.transcript.HistoryMode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The entries of {@code agents}, and what they mean. */
final class AgentsPart {

  static final Key<String> MODEL =
      Key.optional(
          "model",
          TextShape.any(),
          "The agent's own route, such as openai/gpt-5.5. By default the first model of the first"
              + " configured provider, or the built-in demo provider if there is none.");

  static final Key<String> RUNTIME =
      Key.nullable(
          "runtime", TextShape.any(), "How the agent's turns are executed; by default as usual.");

  static final Key<String> AUTH_PROFILE =
      Key.nullable(
          "authProfile",
          TextShape.any(),
          "Which credential pays; by default the one the provider is configured with.");

  private static final Key<String> INSTRUCTIONS =
      Key.optional(
              "instructions", TextShape.any(), "What every turn with a session key begins with.")
          .orElse("");

  private static final Key<HistoryMode> HISTORY =
      Key.optional(
              "history",
              ChoiceShape.of(List.of(HistoryMode.AUTO, HistoryMode.APPEND, HistoryMode.FULL)),
              "What the messages of a request are: only what is new, the whole conversation, or"
                  + " told from the request.")
          .orElse("auto");

  private static final Key<Duration> TIMEOUT =
      Key.optional(
          "timeout",
          TurnPart.TIMEOUT_SHAPE,
          "How long a turn of the agent may take; by default turn.timeout.");

  static final TableShape<AgentId, Section> SHAPE =
      new TableShape<>(
          "an agent name: 1 to 64 of a-z 0-9 _ -, the first a letter or digit",
          AgentsPart::agent,
          new MembersShape(List.of(MODEL, RUNTIME, AUTH_PROFILE, INSTRUCTIONS, HISTORY, TIMEOUT)));

  private final AgentRoutes routes;
  private final Duration turnTimeout;

  AgentsPart(AgentRoutes routes, Duration turnTimeout) {
    this.routes = routes;
    this.turnTimeout = turnTimeout;
  }

  /** The agents that have a route, in order, the main one first if nobody configures it. */
  Map<AgentId, AgentSettings> settings(Table<AgentId, Section> table) {
    Map<AgentId, AgentSettings> agents = new LinkedHashMap<>();
    if (!table.named().contains(AgentId.MAIN)) {
      Section nothing = new Section(Place.whole(Spot.START), Map.of(), Set.of());
      agents.put(AgentId.MAIN, agent(AgentId.MAIN, nothing, routes.usual()));
    }
    for (Table.Entry<AgentId, Section> entry : table.entries()) {
      routes
          .of(entry.value())
          .map(route -> agent(entry.name(), entry.value(), route))
          .ifPresent(agent -> agents.put(entry.name(), agent));
    }
    return agents;
  }

  /** The agent a text names. */
  static Optional<AgentId> agent(String text) {
    return AgentId.isValid(text) ? Optional.of(AgentId.of(text)) : Optional.empty();
  }

  private AgentSettings agent(AgentId id, Section section, ModelRoute route) {
    return new AgentSettings(
        id,
        route,
        section.get(INSTRUCTIONS, ""),
        section.get(HISTORY, HistoryMode.AUTO),
        section.get(TIMEOUT, turnTimeout));
  }
}
