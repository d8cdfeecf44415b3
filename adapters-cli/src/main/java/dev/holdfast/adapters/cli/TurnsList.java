package dev.holdfast.adapters.cli;

import dev.holdfast.adapters.cli.JsonValue.Members;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** Lists turns, those that wait with their place in the queue. */
final class TurnsList implements ReadingCommand {

  private static final String SESSION = "--session";
  private static final String STATE = "--state";

  private static final List<String> STATES =
      List.of("waiting", "running", "completed", "failed", "cancelled", "interrupted");

  @Override
  public CommandSpec specification() {
    CommandSpec command = CommandSpec.create().name("list");
    command
        .usageMessage()
        .description(
            "List turns, newest first: those that wait, each with its place in the queue of its"
                + " session, then those that began.");
    command
        .addOption(AgentOption.withMeaning("Turns of this agent only."))
        .addOption(Parameters.text(SESSION, "KEY", "Turns of this session only."))
        .addOption(
            Parameters.oneOf(
                Parameters.text(
                    STATE,
                    "STATE",
                    "Turns that are waiting, running, completed, failed, cancelled or"
                        + " interrupted."),
                STATES));
    return PageOptions.addTo(command);
  }

  @Override
  public Answer run(Invocation invocation) {
    GatewayQuery query =
        new GatewayQuery("/api/turns")
            .with("agent", invocation.arguments().text(AgentOption.NAME))
            .with("session", invocation.arguments().text(SESSION))
            .with("state", invocation.arguments().text(STATE));
    return PageOptions.ask(
        invocation, "turns", query, page -> invocation.gateway().ask(page, TurnsList::told));
  }

  private static Answer told(Members page) {
    return PageOptions.told(page, "turns", "No turns.", screen -> show(screen, page));
  }

  private static void show(Screen screen, Members page) {
    Table table =
        new Table("SINCE", "STATE", "SESSION", "MODEL", "ID").neverCut("SINCE", "STATE", "ID");
    for (Members turn : page.objects("data")) {
      table.row(
          Times.text(turn.text("since")),
          TurnFacts.state(turn),
          TurnFacts.session(turn),
          turn.text("model"),
          turn.text("id"));
    }
    screen.table(table);
  }
}
