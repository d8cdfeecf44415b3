package dev.holdfast.adapters.cli;

import dev.holdfast.adapters.cli.JsonValue.Members;
import java.util.ArrayList;
import java.util.List;

/** How a turn is told. */
final class TurnFacts {

  private TurnFacts() {}

  /** Where it stands; a waiting one with its place in the queue. */
  static String state(Members turn) {
    String position = turn.text("position");
    return position.isEmpty() ? turn.text("state") : turn.text("state") + " " + position;
  }

  /** What it belongs to. */
  static String session(Members turn) {
    if (!turn.text("key").isEmpty()) {
      return turn.text("key");
    }
    return turn.text("session_id").isEmpty()
        ? "none (agent " + turn.text("agent") + ")"
        : turn.text("session_id");
  }

  /** Names and values, for a reader. */
  static List<String> facts(Members turn) {
    List<String> facts = new ArrayList<>();
    add(facts, "id", turn.text("id"));
    add(facts, "session", session(turn));
    add(facts, "session id", turn.text("session_id"));
    add(facts, "state", turn.text("state"));
    add(facts, "position", turn.text("position"));
    add(facts, "since", Times.text(turn.text("since")));
    add(facts, "ended", Times.text(turn.text("ended_at")));
    add(facts, "model", turn.text("model"));
    add(facts, "route", turn.text("route"));
    add(facts, "api", turn.text("api"));
    add(facts, "request", turn.text("request_id"));
    add(facts, "attempt of", turn.text("attempt_of"));
    add(facts, "finish reason", turn.text("finish_reason"));
    add(facts, "failure", turn.object("failure").text("cause"));
    add(facts, "because", turn.object("failure").text("message"));
    add(facts, "input tokens", turn.object("usage").text("input_tokens"));
    add(facts, "output tokens", turn.object("usage").text("output_tokens"));
    return facts;
  }

  private static void add(List<String> facts, String name, String value) {
    if (!value.isEmpty()) {
      facts.add(name);
      facts.add(value);
    }
  }

  /** A turn as an answer. */
  static Answer told(Members turn) {
    return new Answer.Done(
        turn.json(), screen -> screen.facts(Screen.named(TurnFacts.facts(turn))));
  }
}
