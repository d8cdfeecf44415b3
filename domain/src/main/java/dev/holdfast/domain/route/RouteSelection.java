package dev.holdfast.domain.route;

/** The route a session's turns use unless a request names another for itself. */
public sealed interface RouteSelection {

  /** The agent's own route. */
  record AgentDefault() implements RouteSelection {}

  /** A route chosen for this session. */
  record Chosen(ModelRoute route, RouteProvenance provenance) implements RouteSelection {}
}
