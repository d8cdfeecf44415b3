package dev.holdfast.adapters.cli;

import dev.holdfast.domain.transcript.TranscriptEvent;
import dev.holdfast.ports.in.HomeLists;
import dev.holdfast.ports.in.Outcome;
import dev.holdfast.ports.in.StoredHome;
import dev.holdfast.ports.in.TurnSummary;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** Shows one turn, and what it was asked. */
final class TurnsShow implements ReadingCommand {

  @Override
  public CommandSpec specification() {
    CommandSpec command = CommandSpec.create().name("show");
    command
        .usageMessage()
        .description("Show one turn, waiting, running or ended, and what it was asked.");
    return command.addPositional(
        Parameters.required("ID", "The id of a turn that turns list shows."));
  }

  @Override
  public Answer run(Invocation invocation) {
    String id = invocation.arguments().parameter(0);
    return LiveTurns.ask(
        invocation, home -> ToldOutcome.of(home.turn(id), turn -> told(turn, invocation)));
  }

  private static Answer told(TurnSummary turn, Invocation invocation) {
    List<TranscriptEvent> input = turn.began() ? input(turn, invocation) : List.of();
    return new Answer.Done(
        TurnFacts.json(turn).putObjects("input", input.stream().map(EventFacts::json).toList()),
        screen -> {
          screen.facts(Screen.named(TurnFacts.facts(turn)));
          for (TranscriptEvent event : input) {
            screen.blank();
            EventFacts.show(screen, event);
          }
        });
  }

  private static List<TranscriptEvent> input(TurnSummary turn, Invocation invocation) {
    return switch (invocation.services().stored()) {
      case StoredHome.NoStore _ -> List.of();
      case StoredHome.Open(HomeLists lists) ->
          switch (lists.inputOf(turn)) {
            case Outcome.Done<List<TranscriptEvent>>(List<TranscriptEvent> events) -> events;
            case Outcome.NotDone<List<TranscriptEvent>> _ -> List.of();
          };
    };
  }
}
