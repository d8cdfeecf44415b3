package dev.holdfast.adapters.cli;

import dev.holdfast.domain.turn.Usage;
import dev.holdfast.ports.in.TurnSummary;
import dev.holdfast.ports.in.TurnSummary.Stage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** How a turn is told. */
final class TurnFacts {

  private TurnFacts() {}

  /** Where it stands; a waiting one with its place in the queue. */
  static String state(TurnSummary turn) {
    return turn.stage() instanceof Stage.Waiting(int position)
        ? "waiting " + position
        : word(turn.stage());
  }

  private static String word(Stage stage) {
    return switch (stage) {
      case Stage.Waiting _ -> "waiting";
      case Stage.Running() -> "running";
      case Stage.Answered _ -> "completed";
      case Stage.Unanswered unanswered -> Words.of(unanswered.state());
    };
  }

  /** What it belongs to. */
  static String session(TurnSummary turn) {
    if (!turn.key().isEmpty()) {
      return turn.key();
    }
    return turn.session().isEmpty() ? "none (agent " + turn.agent().value() + ")" : turn.session();
  }

  /** Names and values, for a reader. */
  static List<String> facts(TurnSummary turn) {
    List<String> facts = new ArrayList<>();
    add(facts, "id", turn.id().value());
    add(facts, "session", session(turn));
    add(facts, "session id", turn.session());
    add(facts, "state", word(turn.stage()));
    add(facts, "position", position(turn.stage()));
    add(facts, "since", Times.text(turn.since()));
    add(facts, "ended", end(turn.stage()));
    add(facts, "model", turn.model());
    add(facts, "route", turn.route());
    add(facts, "api", turn.api());
    add(facts, "request", turn.request());
    add(facts, "attempt of", turn.previous());
    addResult(facts, turn.stage());
    return facts;
  }

  private static String position(Stage stage) {
    return stage instanceof Stage.Waiting(int position) ? Integer.toString(position) : "";
  }

  private static String end(Stage stage) {
    return switch (stage) {
      case Stage.Waiting _, Stage.Running() -> "";
      case Stage.Answered answered -> Times.text(answered.at());
      case Stage.Unanswered unanswered -> Times.text(unanswered.at());
    };
  }

  private static void addResult(List<String> facts, Stage stage) {
    switch (stage) {
      case Stage.Waiting _, Stage.Running() -> {}
      case Stage.Answered(var _, String reason, Usage usage) -> {
        add(facts, "finish reason", reason);
        add(facts, "input tokens", Long.toString(usage.inputTokens()));
        add(facts, "output tokens", Long.toString(usage.outputTokens()));
      }
      case Stage.Unanswered(var _, var _, String cause, String message) -> {
        add(facts, "cause", cause);
        add(facts, "because", message);
      }
    }
  }

  private static void add(List<String> facts, String name, String value) {
    if (!value.isEmpty()) {
      facts.add(name);
      facts.add(value);
    }
  }

  static JsonObject json(TurnSummary turn) {
    JsonObject json =
        new JsonObject()
            .put("id", turn.id().value())
            .put("agent", turn.agent().value())
            .putOrNull("key", turn.key())
            .putOrNull("sessionId", turn.session())
            .put("state", word(turn.stage()));
    putPosition(json, turn.stage());
    json.put("requestId", turn.request())
        .putOrNull("api", turn.api())
        .put("model", turn.model())
        .putOrNull("route", turn.route())
        .put("since", turn.since())
        .putOrNull("startedAt", turn.began() ? turn.since().toString() : "");
    putEnd(json, turn.stage());
    return json.putOrNull("attemptOf", turn.previous());
  }

  private static void putPosition(JsonObject json, Stage stage) {
    if (stage instanceof Stage.Waiting(int position)) {
      json.put("position", position);
    } else {
      json.putNull("position");
    }
  }

  private static void putEnd(JsonObject json, Stage stage) {
    switch (stage) {
      case Stage.Waiting _, Stage.Running() ->
          json.putNull("endedAt").putNull("finishReason").putNull("failure").putNull("usage");
      case Stage.Answered(Instant at, String reason, Usage usage) ->
          json.put("endedAt", at)
              .put("finishReason", reason)
              .putNull("failure")
              .put("usage", json(usage));
      case Stage.Unanswered(var _, Instant at, String cause, String message) ->
          json.put("endedAt", at)
              .putNull("finishReason")
              .put("failure", new JsonObject().putOrNull("cause", cause).put("message", message))
              .putNull("usage");
    }
  }

  private static JsonObject json(Usage usage) {
    return new JsonObject()
        .put("inputTokens", usage.inputTokens())
        .put("outputTokens", usage.outputTokens())
        .put("cachedTokens", usage.cachedTokens())
        .put("cacheWriteTokens", usage.cacheWriteTokens())
        .put("reasoningTokens", usage.reasoningTokens())
        .put("source", Words.of(usage.source()));
  }

  /** A turn as an answer. */
  static Answer told(TurnSummary turn) {
    return new Answer.Done(json(turn), screen -> screen.facts(Screen.named(facts(turn))));
  }
}
