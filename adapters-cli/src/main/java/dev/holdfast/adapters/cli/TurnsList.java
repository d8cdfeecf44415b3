package dev.holdfast.adapters.cli;

import dev.holdfast.domain.turn.TurnState;
import dev.holdfast.ports.in.HomeQueries;
import dev.holdfast.ports.in.HomeQueries.TurnFilter;
import dev.holdfast.ports.in.Outcome;
import dev.holdfast.ports.in.PageOf;
import dev.holdfast.ports.in.SessionAdministration.Named;
import dev.holdfast.ports.in.TurnAdministration.StateWish;
import dev.holdfast.ports.in.TurnCursor;
import dev.holdfast.ports.in.TurnSummary;
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
                + " session, then those that began. Without a gateway none waits.");
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
    Arguments typed = invocation.arguments();
    TurnFilter filter =
        new TurnFilter(typed.text(AgentOption.NAME), typed.text(SESSION), state(typed.text(STATE)));
    return PageOptions.ask(
        invocation,
        word -> TurnCursor.read(word).isPresent(),
        (after, limit) ->
            LiveTurns.ask(
                invocation,
                home -> ToldOutcome.of(page(home, filter, after, limit), TurnsList::told)));
  }

  private static Outcome<PageOf<TurnSummary>> page(
      HomeQueries home, TurnFilter filter, String after, int limit) {
    return home.turns(filter, after, limit)
        .then(
            page ->
                page.entries().isEmpty()
                    ? KnownSession.orNone(home, new Named(filter.agent(), filter.session()), page)
                    : new Outcome.Done<>(page));
  }

  private static StateWish state(String typed) {
    return switch (typed) {
      case "" -> new StateWish.Any();
      case "waiting" -> new StateWish.Waiting();
      default -> new StateWish.Begun(Words.read(TurnState.class, typed));
    };
  }

  private static Answer told(PageOf<TurnSummary> page) {
    return AgentPages.told(
        "turns",
        page.entries().stream().map(TurnFacts::json).toList(),
        page.next(),
        page.unread(),
        "No turns.",
        screen -> show(screen, page.entries()));
  }

  private static void show(Screen screen, List<TurnSummary> turns) {
    Table table =
        new Table("SINCE", "STATE", "SESSION", "MODEL", "ID").neverCut("SINCE", "STATE", "ID");
    for (TurnSummary turn : turns) {
      table.row(
          Times.text(turn.since()),
          TurnFacts.state(turn),
          TurnFacts.session(turn),
          turn.model(),
          turn.id().value());
    }
    screen.table(table);
  }
}
