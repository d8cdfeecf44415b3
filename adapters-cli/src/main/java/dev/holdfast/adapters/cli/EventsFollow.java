package dev.holdfast.adapters.cli;

import dev.holdfast.ports.in.Cursor;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Prints what happens to turns and sessions, as it happens. */
final class EventsFollow implements ReadingCommand {

  /** How the ids of events name their list. */
  private static final String LIST = "events";

  private static final String AFTER = "--after";
  private static final String LIMIT = "--limit";
  private static final int NO_LIMIT = Integer.MAX_VALUE;

  @Override
  public CommandSpec specification() {
    CommandSpec command = CommandSpec.create().name("follow");
    command
        .usageMessage()
        .description(
            "Print changes of turns and sessions as they happen, until Ctrl-C or the end of the"
                + " gateway. Never what was said.");
    return command
        .addOption(AgentOption.withMeaning("Changes of this agent only."))
        .addOption(
            Parameters.judged(
                Parameters.text(
                    AFTER, "ID", "Begin behind this event, which --json told the id of."),
                id -> Cursor.read(LIST, id).isPresent(),
                "is the id of no event"))
        .addOption(
            OptionSpec.builder(LIMIT)
                .paramLabel("N")
                .type(int.class)
                .converters(new WholeNumber())
                .description("End after so many events.")
                .build());
  }

  @Override
  public Answer run(Invocation invocation) {
    int limit = invocation.arguments().number(LIMIT, NO_LIMIT);
    if (limit < 1) {
      return Usage.problem(LIMIT + " takes a number from 1 on, not " + limit + ".");
    }
    GatewayQuery query =
        new GatewayQuery("/api/events")
            .with("agent", invocation.arguments().text(AgentOption.NAME))
            .with("after", invocation.arguments().text(AFTER));
    return invocation.gateway().follow(query, new EventLines(invocation.printer(), limit));
  }
}
