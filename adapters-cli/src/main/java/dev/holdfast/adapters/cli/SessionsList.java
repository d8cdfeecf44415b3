package dev.holdfast.adapters.cli;

import dev.holdfast.domain.session.SessionEntry;
import dev.holdfast.domain.state.Standing;
import dev.holdfast.ports.in.More;
import dev.holdfast.ports.in.SessionAdministration.Start;
import dev.holdfast.ports.in.SessionCursor;
import dev.holdfast.ports.in.SessionQueries.Listing;
import dev.holdfast.ports.in.UnreadAgent;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** Lists sessions, a page at a time. */
final class SessionsList implements ReadingCommand {

  @Override
  public CommandSpec specification() {
    CommandSpec command = CommandSpec.create().name("list");
    command
        .usageMessage()
        .description(
            "List sessions, the one that changed last first. One whose transcript is still empty,"
                + " such as after a reset, is listed from its next turn on; sessions show finds it"
                + " before.");
    return PageOptions.addTo(
        command.addOption(
            AgentOption.withMeaning("Only sessions of this agent. Else of every agent.")));
  }

  @Override
  public Answer run(Invocation invocation) {
    return PageOptions.limited(
        invocation,
        limit ->
            SessionCursor.read(PageOptions.after(invocation))
                .map(start -> page(invocation, start, limit))
                .orElseGet(PageOptions::unknownPlace));
  }

  private static Answer page(Invocation invocation, Start start, int limit) {
    String agent = invocation.arguments().text(AgentOption.NAME);
    return switch (invocation.services().sessions().list(agent, start, limit)) {
      case Listing.Sessions(List<SessionEntry> entries, More more, List<UnreadAgent> unread) ->
          listed(entries, more, unread);
      case Listing.UnknownAgent(List<String> known) -> AgentOption.unknown(agent, known);
      case Listing.NoStore(String home, Standing standing) -> DoorProblem.noStore(home, standing);
    };
  }

  private static Answer listed(List<SessionEntry> entries, More more, List<UnreadAgent> unread) {
    String next =
        switch (more) {
          case NONE -> "";
          case SOME -> SessionCursor.behind(entries.getLast());
        };
    return AgentPages.told(
        "sessions",
        entries.stream().map(SessionFacts::json).toList(),
        next,
        unread,
        "No session has a turn yet; one that was reset is listed from its next turn on.",
        screen -> show(screen, entries));
  }

  private static void show(Screen screen, List<SessionEntry> entries) {
    Table table =
        new Table("AGENT", "KEY", "LABEL", "EVENTS", "UPDATED", "SESSION ID")
            .neverCut("KEY", "EVENTS", "UPDATED", "SESSION ID")
            .leaveOutIfEmpty("LABEL");
    for (SessionEntry entry : entries) {
      table.row(
          entry.agent().value(),
          entry.key().value(),
          entry.label(),
          Long.toString(entry.eventCount()),
          Times.text(entry.updatedAt()),
          entry.id().value());
    }
    screen.table(table);
  }
}
