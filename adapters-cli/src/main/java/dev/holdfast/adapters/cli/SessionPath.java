package dev.holdfast.adapters.cli;

import dev.holdfast.adapters.cli.JsonValue.Members;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** How commands name a session, and how they tell of one that the gateway told of. */
final class SessionPath {

  static final String FORCE = "--force";

  private SessionPath() {}

  static CommandSpec addTo(CommandSpec command) {
    return command
        .addPositional(
            Parameters.required("KEY", "A session key, whole or without its agent.").toBuilder()
                .converters(new WrittenKey())
                .build())
        .addOption(
            AgentOption.withMeaning("The agent of a key that names none. Else the default agent."));
  }

  /** The session's path in the management API, with something behind it. */
  static String of(Invocation invocation, String behind) {
    String path =
        "/api/sessions/" + GatewayCall.encoded(invocation.arguments().parameter(0)) + behind;
    return GatewayCall.get(path)
        .with("agent", invocation.arguments().text(AgentOption.NAME))
        .path();
  }

  /**
   * Sends what waits for the session's turn, and tells whoever waits long for what, and how to make
   * it end.
   */
  static Intent move(Invocation invocation, GatewayCall call, GatewayTelling telling) {
    Runnable notice = () -> tellWhyLate(invocation);
    return new Intent.Change(
        Intent.Writes.AGENTS,
        opened -> ToldReply.of(opened.gateway().send(call, notice), opened.door(), telling));
  }

  private static void tellWhyLate(Invocation invocation) {
    String key = invocation.arguments().parameter(0);
    boolean forced = invocation.arguments().has(FORCE);
    invocation
        .printer()
        .warning(
            "waiting",
            new JsonObject().put("key", key).put("forced", forced),
            screen -> {
              screen.line("Still waiting for the turns of this session: what is to be done comes");
              screen.line(
                  "between two of them. The gateway gives up after its session.queue.wait.");
              screen.line("  See them with: holdfast turns list --session KEY");
              screen.line(
                  forced
                      ? "  The one that ran was told to end, and is given time to store its end."
                      : "  Stop one with: holdfast turns abort ID, or begin again with --force");
            });
  }

  /** Tells a session, whole. */
  static Answer told(Members session) {
    return new Answer.Done(
        new JsonObject().put("session", session.json()),
        screen -> screen.facts(Screen.named(facts(session))));
  }

  private static List<String> facts(Members session) {
    List<String> facts = new ArrayList<>();
    facts.addAll(List.of("key", session.text("key")));
    facts.addAll(List.of("agent", session.text("agent")));
    facts.addAll(List.of("session id", session.text("session_id")));
    addIfTold(facts, "previous id", session.text("previous_session_id"));
    addIfTold(facts, "label", session.text("label"));
    String model = session.text("selected_model");
    facts.addAll(List.of("model", model.isEmpty() ? "the agent's own" : model));
    facts.addAll(List.of("events", session.text("events")));
    facts.addAll(List.of("updated", Times.text(session.text("updated_at"))));
    facts.addAll(List.of("version", session.text("version")));
    return facts;
  }

  private static void addIfTold(List<String> facts, String name, String value) {
    if (!value.isEmpty()) {
      facts.addAll(List.of(name, value));
    }
  }
}
