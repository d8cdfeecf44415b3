package dev.holdfast.adapters.cli;

import dev.holdfast.adapters.cli.JsonValue.Members;
import picocli.CommandLine.Model.CommandSpec;

/** Lists archived sessions. */
final class SessionsArchived implements ReadingCommand {

  @Override
  public CommandSpec specification() {
    CommandSpec command = CommandSpec.create().name("archived");
    command.usageMessage().description("List archived sessions, the last archived first.");
    return PageOptions.addTo(
        command.addOption(
            AgentOption.withMeaning("Only sessions of this agent. Else of every agent.")));
  }

  @Override
  public Answer run(Invocation invocation) {
    return PageOptions.ask(
        invocation,
        "archives",
        new GatewayQuery("/api/archives")
            .with("agent", invocation.arguments().text(AgentOption.NAME)),
        query -> invocation.gateway().ask(query, SessionsArchived::told));
  }

  private static Answer told(Members page) {
    return PageOptions.told(
        page, "archived", "Nothing is in the archive.", screen -> show(screen, page));
  }

  private static void show(Screen screen, Members page) {
    Table table =
        new Table("ARCHIVE ID", "AGENT", "KEY", "EVENTS", "ARCHIVED")
            .neverCut("ARCHIVE ID", "EVENTS", "ARCHIVED");
    for (Members archived : page.objects("data")) {
      table.row(
          archived.text("archive_id"),
          archived.text("agent"),
          archived.text("key"),
          archived.text("events"),
          Times.text(archived.text("archived_at")));
    }
    screen.table(table);
  }
}
