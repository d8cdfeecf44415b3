package dev.holdfast.adapters.http.server;

import dev.holdfast.adapters.http.json.JsonText;
import dev.holdfast.domain.route.RouteSelection;
import dev.holdfast.domain.session.ArchivedSession;
import dev.holdfast.domain.session.PreviousSession;
import dev.holdfast.domain.session.SessionEntry;

/** Writes sessions: what is known of them, never what was said in them. */
final class SessionJson {

  private SessionJson() {}

  /** A session. */
  static void write(SessionEntry session, JsonText json) {
    json.raw("{\"object\":\"session\",");
    writePlace(session, json);
    json.raw(",\"label\":");
    stringOrNull(session.label(), json);
    json.raw(",\"events\":").number(session.eventCount());
    json.raw(",\"selected_model\":");
    switch (session.selection()) {
      case RouteSelection.AgentDefault() -> json.raw("null");
      case RouteSelection.Chosen chosen -> json.string(chosen.route().reference());
    }
    json.raw(",\"created_at\":").string(session.createdAt().toString());
    json.raw(",\"started_at\":").string(session.startedAt().toString());
    json.raw(",\"updated_at\":").string(session.updatedAt().toString());
    json.raw(",\"last_interaction_at\":").string(session.lastInteractionAt().toString());
    json.raw(",\"version\":").number(session.version()).raw("}");
  }

  /** A session as an answer. */
  static byte[] of(SessionEntry session) {
    JsonText json = new JsonText();
    write(session, json);
    return json.bytes();
  }

  /** What a reset leads to. */
  static byte[] ofReset(SessionEntry session) {
    JsonText json = new JsonText().raw("{\"object\":\"session_reset\",");
    writePlace(session, json);
    return json.raw("}").bytes();
  }

  /** A session in the archive. */
  static void write(ArchivedSession archived, JsonText json) {
    json.raw("{\"object\":\"archived_session\",\"archive_id\":").string(archived.id().value());
    json.raw(",");
    writePlace(archived.entry(), json);
    json.raw(",\"label\":");
    stringOrNull(archived.entry().label(), json);
    json.raw(",\"events\":").number(archived.entry().eventCount());
    json.raw(",\"archived_at\":").string(archived.archivedAt().toString()).raw("}");
  }

  /** A session in the archive as an answer. */
  static byte[] of(ArchivedSession archived) {
    JsonText json = new JsonText();
    write(archived, json);
    return json.bytes();
  }

  private static void writePlace(SessionEntry session, JsonText json) {
    json.raw("\"agent\":").string(session.agent().value());
    json.raw(",\"key\":").string(session.key().value());
    json.raw(",\"session_id\":").string(session.id().value());
    json.raw(",\"previous_session_id\":");
    switch (session.previous()) {
      case PreviousSession.None() -> json.raw("null");
      case PreviousSession.Linked(var id) -> json.string(id.value());
    }
  }

  private static void stringOrNull(String text, JsonText json) {
    if (text.isEmpty()) {
      json.raw("null");
    } else {
      json.string(text);
    }
  }
}
