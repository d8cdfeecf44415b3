package dev.holdfast.adapters.cli;

import dev.holdfast.domain.session.SessionEntry;
import dev.holdfast.ports.in.SessionQueries.Listing;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Lists the newest sessions. */
final class SessionsList implements Command {

  private static final String LIMIT = "--limit";

  /** A screenful. */
  private static final int USUAL_LIMIT = 20;

  private static final int HIGHEST_LIMIT = 1_000;

  @Override
  public CommandSpec specification() {
    CommandSpec command = CommandSpec.create().name("list");
    command.usageMessage().description("List sessions, the one that changed last first.");
    return command
        .addOption(AgentOption.withMeaning("Only sessions of this agent. Else of every agent."))
        .addOption(
            OptionSpec.builder(LIMIT)
                .paramLabel("N")
                .type(int.class)
                .converters(new WholeNumber())
                .description(
                    "At most so many, 1 to " + HIGHEST_LIMIT + ". Else " + USUAL_LIMIT + ".")
                .build());
  }

  @Override
  public Answer run(Invocation invocation) {
    int limit = invocation.arguments().number(LIMIT, USUAL_LIMIT);
    if (limit < 1 || limit > HIGHEST_LIMIT) {
      return Usage.problem(
          LIMIT + " takes a number from 1 to " + HIGHEST_LIMIT + ", not " + limit + ".");
    }
    String agent = invocation.arguments().text(AgentOption.NAME);
    return switch (invocation.services().sessions().list(agent, limit)) {
      case Listing.Sessions(List<SessionEntry> entries, boolean more) -> listed(entries, more);
      case Listing.UnknownAgent(List<String> known) -> AgentOption.unknown(agent, known);
      case Listing.NoStore(String home) ->
          Answer.Problem.of(
                  ExitCode.STORE_UNUSABLE,
                  "no_store",
                  "There is no store in " + home + " yet.",
                  "The first start makes it: holdfast gateway run",
                  "Or name another home with --home DIR; holdfast state shows how it was found.")
              .with(new JsonObject().put("home", home));
    };
  }

  private static Answer listed(List<SessionEntry> entries, boolean more) {
    JsonObject data =
        new JsonObject()
            .putObjects("sessions", entries.stream().map(SessionFacts::json).toList())
            .put("more", more);
    return new Answer.Done(data, screen -> show(screen, entries, more));
  }

  private static Table withoutLabels(List<SessionEntry> entries) {
    Table table =
        new Table("AGENT", "KEY", "EVENTS", "UPDATED", "SESSION ID").neverCut("EVENTS", "UPDATED");
    for (SessionEntry entry : entries) {
      table.row(
          entry.agent().value(),
          entry.key().value(),
          Long.toString(entry.eventCount()),
          Times.text(entry.updatedAt()),
          entry.id().value());
    }
    return table;
  }

  private static Table withLabels(List<SessionEntry> entries) {
    Table table =
        new Table("AGENT", "KEY", "LABEL", "EVENTS", "UPDATED", "SESSION ID")
            .neverCut("EVENTS", "UPDATED");
    for (SessionEntry entry : entries) {
      table.row(
          entry.agent().value(),
          entry.key().value(),
          entry.label(),
          Long.toString(entry.eventCount()),
          Times.text(entry.updatedAt()),
          entry.id().value());
    }
    return table;
  }

  private static void show(Screen screen, List<SessionEntry> entries, boolean more) {
    if (entries.isEmpty()) {
      screen.line("No sessions yet.");
      return;
    }
    screen.table(
        entries.stream().allMatch(entry -> entry.label().isEmpty())
            ? withoutLabels(entries)
            : withLabels(entries));
    if (more) {
      screen.line("There are more; raise " + LIMIT + " to see them.");
    }
  }
}
