package dev.holdfast.adapters.http.server;

import dev.holdfast.adapters.http.json.JsonText;
import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.change.Change;
import dev.holdfast.domain.change.LoggedChange;
import dev.holdfast.domain.turn.TurnScope;
import dev.holdfast.ports.in.ChangeFeed.ChangePlace;
import dev.holdfast.ports.in.ChangeFeed.Told;
import dev.holdfast.ports.in.ChangeFeed.ToldChange;
import dev.holdfast.ports.in.ChangeFeed.ToldService;
import java.time.Instant;
import java.util.Locale;

/** A change as whoever follows is told of it. */
final class ChangeJson {

  private ChangeJson() {}

  /** The name of its event. */
  static String kind(Told told) {
    return switch (told) {
      case ToldChange change -> kind(change.change().change());
      case ToldService service ->
          switch (service.service()) {
            case OUT -> "agent_unavailable";
            case BACK -> "agent_available";
          };
    };
  }

  private static String kind(Change change) {
    return switch (change) {
      case Change.TurnStarted _ -> "turn_started";
      case Change.TurnEnded _ -> "turn_ended";
      case Change.SessionCreated _ -> "session_created";
      case Change.SessionReset _ -> "session_reset";
      case Change.SessionUpdated _ -> "session_updated";
      case Change.SessionArchived _ -> "session_archived";
      case Change.SessionRestored _ -> "session_restored";
    };
  }

  /** The data of its event. */
  static byte[] data(Told told) {
    return switch (told) {
      case ToldChange(AgentId _, LoggedChange logged, ChangePlace _) ->
          data(begun(told, logged.at()), logged.change());
      case ToldService service ->
          begun(told, service.at()).raw(",\"key\":null,\"session_id\":null}").bytes();
    };
  }

  private static JsonText begun(Told told, Instant at) {
    JsonText json = new JsonText().raw("{\"kind\":").string(kind(told));
    json.raw(",\"at\":").string(at.toString());
    return json.raw(",\"agent\":").string(told.agent().value());
  }

  private static byte[] data(JsonText json, Change change) {
    switch (change.scope()) {
      case TurnScope.Keyed(var key, var session) ->
          json.raw(",\"key\":").string(key.value()).raw(",\"session_id\":").string(session.value());
      case TurnScope.Unlisted(var session) ->
          json.raw(",\"key\":null,\"session_id\":").string(session.value());
      case TurnScope.Stateless() -> json.raw(",\"key\":null,\"session_id\":null");
    }
    switch (change) {
      case Change.TurnStarted(var turn, _) -> json.raw(",\"turn_id\":").string(turn.value());
      case Change.TurnEnded(var turn, _, var state) ->
          json.raw(",\"turn_id\":").string(turn.value()).raw(",\"state\":").string(word(state));
      case Change.SessionReset(_, _, var reason) -> json.raw(",\"reason\":").string(word(reason));
      case Change.SessionCreated _,
          Change.SessionUpdated _,
          Change.SessionArchived _,
          Change.SessionRestored _ -> {
        // what it belongs to says it all
      }
    }
    return json.raw("}").bytes();
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
