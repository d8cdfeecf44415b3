package dev.holdfast.adapters.cli;

import dev.holdfast.ports.in.ArchiveCursor;
import dev.holdfast.ports.in.ArchiveSummary;
import dev.holdfast.ports.in.PageOf;
import java.util.List;
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
    String agent = invocation.arguments().text(AgentOption.NAME);
    return PageOptions.ask(
        invocation,
        word -> ArchiveCursor.read(word).isPresent(),
        (after, limit) ->
            Stored.ask(
                invocation,
                lists ->
                    ToldOutcome.of(lists.archives(agent, after, limit), SessionsArchived::told)));
  }

  private static Answer told(PageOf<ArchiveSummary> page) {
    return AgentPages.told(
        "archived",
        page.entries().stream().map(SessionFacts::json).toList(),
        page.next(),
        page.unread(),
        "Nothing is in the archive.",
        screen -> show(screen, page.entries()));
  }

  private static void show(Screen screen, List<ArchiveSummary> archive) {
    Table table =
        new Table("ARCHIVE ID", "AGENT", "KEY", "EVENTS", "ARCHIVED")
            .neverCut("ARCHIVE ID", "KEY", "EVENTS", "ARCHIVED");
    for (ArchiveSummary archived : archive) {
      table.row(
          archived.id().value(),
          archived.place().agent().value(),
          archived.place().key().value(),
          Long.toString(archived.events()),
          Times.text(archived.archivedAt()));
    }
    screen.table(table);
  }
}
