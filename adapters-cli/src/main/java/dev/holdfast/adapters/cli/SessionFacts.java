package dev.holdfast.adapters.cli;

import dev.holdfast.domain.route.AuthSelection;
import dev.holdfast.domain.route.ModelRoute;
import dev.holdfast.domain.route.RouteProvenance;
import dev.holdfast.domain.route.RouteSelection;
import dev.holdfast.domain.route.RuntimeIntent;
import dev.holdfast.domain.session.PreviousSession;
import dev.holdfast.domain.session.SessionEntry;
import java.util.Locale;

/** How a session is told. */
final class SessionFacts {

  private SessionFacts() {}

  static JsonObject json(SessionEntry entry) {
    return new JsonObject()
        .put("agent", entry.agent().value())
        .put("key", entry.key().value())
        .put("sessionId", entry.id().value())
        .putOrNull("previousSessionId", previous(entry))
        .putOrNull("label", entry.label())
        .put("events", entry.eventCount())
        .put("route", json(entry.selection()))
        .put("createdAt", entry.createdAt())
        .put("startedAt", entry.startedAt())
        .put("updatedAt", entry.updatedAt())
        .put("lastInteractionAt", entry.lastInteractionAt())
        .put("version", entry.version());
  }

  static String previous(SessionEntry entry) {
    return switch (entry.previous()) {
      case PreviousSession.None() -> "";
      case PreviousSession.Linked(var id) -> id.value();
    };
  }

  static String route(RouteSelection selection) {
    return switch (selection) {
      case RouteSelection.AgentDefault() -> "the agent's own";
      case RouteSelection.Chosen(ModelRoute route, RouteProvenance provenance) ->
          route.reference() + " (" + word(provenance) + ")";
    };
  }

  private static JsonObject json(RouteSelection selection) {
    return switch (selection) {
      case RouteSelection.AgentDefault() -> new JsonObject().put("selection", "agent_default");
      case RouteSelection.Chosen(ModelRoute route, RouteProvenance provenance) ->
          new JsonObject()
              .put("selection", "chosen")
              .put("provider", route.provider().value())
              .put("model", route.model().value())
              .putOrNull("runtime", runtime(route.runtime()))
              .putOrNull("authProfile", authProfile(route.auth()))
              .put("provenance", word(provenance));
    };
  }

  private static String runtime(RuntimeIntent runtime) {
    return switch (runtime) {
      case RuntimeIntent.Usual() -> "";
      case RuntimeIntent.Named(var named) -> named.value();
    };
  }

  private static String authProfile(AuthSelection auth) {
    return switch (auth) {
      case AuthSelection.Configured() -> "";
      case AuthSelection.Profile(var id) -> id.value();
    };
  }

  private static String word(RouteProvenance provenance) {
    return provenance.name().toLowerCase(Locale.ROOT);
  }
}
