package dev.holdfast.adapters.cli;

import dev.holdfast.domain.route.AuthSelection;
import dev.holdfast.domain.route.ModelRoute;
import dev.holdfast.domain.route.RouteProvenance;
import dev.holdfast.domain.route.RouteSelection;
import dev.holdfast.domain.route.RuntimeIntent;
import dev.holdfast.domain.session.PreviousSession;
import dev.holdfast.domain.session.SessionEntry;
import dev.holdfast.ports.in.ArchiveSummary;
import dev.holdfast.ports.in.SessionPlace;
import dev.holdfast.ports.in.SessionSummary;
import java.util.ArrayList;
import java.util.List;
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

  /** A session as operators change it. */
  static JsonObject json(SessionSummary session) {
    return json(session.place())
        .putOrNull("label", session.label())
        .put("events", session.events())
        .putOrNull("selectedModel", session.selectedModel())
        .put("createdAt", session.createdAt())
        .put("startedAt", session.startedAt())
        .put("updatedAt", session.updatedAt())
        .put("lastInteractionAt", session.lastInteractionAt())
        .put("version", session.version());
  }

  static JsonObject json(SessionPlace place) {
    return new JsonObject()
        .put("agent", place.agent().value())
        .put("key", place.key().value())
        .put("sessionId", place.id().value())
        .putOrNull("previousSessionId", previous(place.previous()));
  }

  static JsonObject json(ArchiveSummary archived) {
    SessionPlace place = archived.place();
    return new JsonObject()
        .put("archiveId", archived.id().value())
        .put("agent", place.agent().value())
        .put("key", place.key().value())
        .put("sessionId", place.id().value())
        .putOrNull("previousSessionId", previous(place.previous()))
        .putOrNull("label", archived.label())
        .put("events", archived.events())
        .put("archivedAt", archived.archivedAt());
  }

  /** Names and values, for a reader. */
  static List<String> facts(SessionSummary session) {
    SessionPlace place = session.place();
    List<String> facts = new ArrayList<>();
    facts.addAll(List.of("key", place.key().value()));
    facts.addAll(List.of("agent", place.agent().value()));
    facts.addAll(List.of("session id", place.id().value()));
    addIfTold(facts, "previous id", previous(place.previous()));
    addIfTold(facts, "label", session.label());
    facts.addAll(List.of("model", model(session.selectedModel())));
    facts.addAll(List.of("events", Long.toString(session.events())));
    facts.addAll(List.of("updated", Times.text(session.updatedAt())));
    facts.addAll(List.of("version", Long.toString(session.version())));
    return facts;
  }

  /** A chosen model, or what stands for none. */
  static String model(String reference) {
    return reference.isEmpty() ? "the agent's own" : reference;
  }

  private static void addIfTold(List<String> facts, String name, String value) {
    if (!value.isEmpty()) {
      facts.addAll(List.of(name, value));
    }
  }

  static String previous(SessionEntry entry) {
    return previous(entry.previous());
  }

  static String previous(PreviousSession previous) {
    return switch (previous) {
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
