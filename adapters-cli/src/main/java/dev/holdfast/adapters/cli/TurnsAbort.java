package dev.holdfast.adapters.cli;

import dev.holdfast.adapters.cli.Intent.Forecast;
import dev.holdfast.adapters.cli.Intent.Lookout;
import dev.holdfast.ports.in.Outcome;
import dev.holdfast.ports.in.TurnSummary;
import dev.holdfast.ports.in.TurnSummary.Stage;
import picocli.CommandLine.Model.CommandSpec;

/** Stops one turn. */
final class TurnsAbort implements GuardedCommand {

  @Override
  public CommandSpec specification() {
    CommandSpec command = CommandSpec.create().name("abort");
    command
        .usageMessage()
        .description(
            "Stop a turn and wait for its end. One that waits leaves its queue; one that runs ends"
                + " as cancelled and keeps what came. Whoever asked for it hears so. Without a"
                + " gateway, ends a turn that a gone process left running as interrupted.");
    return command.addPositional(
        Parameters.required("ID", "The id of a turn that turns list shows."));
  }

  @Override
  public Intent intent(Invocation invocation) {
    String id = invocation.arguments().parameter(0);
    return new Intent.Change(
        new Writes.OfTurn(id),
        lookout -> preview(lookout, id),
        hands -> ToldOutcome.of(hands.changes().abort(id), TurnFacts::told));
  }

  private static Forecast preview(Lookout lookout, String id) {
    return switch (lookout.live().turn(id)) {
      case Outcome.NotDone<TurnSummary> notDone ->
          new Forecast.WouldNot(ToldOutcome.problem(notDone));
      case Outcome.Done<TurnSummary>(TurnSummary turn) ->
          switch (turn.stage()) {
            case Stage.Waiting _ -> would(turn, "It would leave its queue.");
            case Stage.Running() when lookout.isWithoutGateway() ->
                would(
                    turn,
                    "The process that ran it is gone. It would end as interrupted; what it was"
                        + " asked is kept, and of an answer nothing was stored.");
            case Stage.Running() -> would(turn, "It would end here; what came of it stays.");
            case Stage.Answered _, Stage.Unanswered _ ->
                new Forecast.WouldNot(
                    Answer.Problem.of(
                        ExitCode.FAILURE,
                        "turn_ended",
                        "The turn has ended already, so it would be left as it is."));
          };
    };
  }

  private static Forecast would(TurnSummary turn, String line) {
    return new Forecast.Would(
        new JsonObject()
            .put("turn", TurnFacts.json(turn))
            .put("becomes", new JsonObject().put("action", "abort")),
        screen -> {
          screen.facts(Screen.named(TurnFacts.facts(turn)));
          screen.line(line);
        });
  }
}
