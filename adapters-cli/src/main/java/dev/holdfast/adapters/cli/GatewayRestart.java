package dev.holdfast.adapters.cli;

import dev.holdfast.adapters.cli.Intent.Forecast;
import dev.holdfast.adapters.cli.Intent.GatewayHands;
import dev.holdfast.adapters.cli.Intent.GatewayPreview;
import dev.holdfast.adapters.cli.JsonValue.Members;
import java.time.Duration;
import picocli.CommandLine.Model.CommandSpec;

/** Has a gateway start anew within its process. */
final class GatewayRestart implements GuardedCommand {

  private static final String PATH = "/api/gateway/restart";

  /** Turns that run have 30 s, and some to store their ends; then a large store is made ready. */
  private static final Duration BACK_WITHIN = Duration.ofMinutes(2);

  @Override
  public CommandSpec specification() {
    CommandSpec command = CommandSpec.create().name("restart");
    command
        .usageMessage()
        .description(
            "Have the gateway start anew in the same process, and wait until it serves. Its"
                + " configuration is looked at before anything ends: one with errors is refused,"
                + " and the gateway goes on as it was.");
    return command;
  }

  @Override
  public Intent intent(Invocation invocation) {
    return new Intent.GatewayChange(
        new GatewayPreview.Asked(new GatewayQuery(PATH), GatewayRestart::foreseen),
        hands -> hands.ask(GatewayCall.post(PATH), restart -> told(hands, restart)),
        DoorProblem::notRunning);
  }

  private static Forecast foreseen(Members restart) {
    return restart.isTrue("restarting")
        ? Forecast.would(
            "Turns that run would have 30 s to end; then the gateway would start anew.",
            new JsonObject().put("action", "restart"))
        : new Forecast.WouldNot(kept(restart));
  }

  private static Answer.Problem kept(Members restart) {
    return ProcessFacts.kept(
        "The gateway cannot start so, and goes on as it was; nothing was ended.", restart);
  }

  private static Answer told(GatewayHands hands, Members restart) {
    if (!restart.isTrue("restarting")) {
      return kept(restart);
    }
    String since = restart.object("gateway").text("serving_since");
    return hands
        .aftermath()
        .awaitAnother(since, BACK_WITHIN)
        .<Answer>map(status -> ProcessFacts.told("The gateway has started anew.", status))
        .orElseGet(
            () ->
                Answer.Problem.of(
                    ExitCode.GATEWAY_UNREACHABLE,
                    "restart_unfinished",
                    "The gateway was told to start anew and does not serve yet.",
                    "Look at it with: holdfast gateway status",
                    "Its log says what it does."));
  }
}
