package dev.holdfast.adapters.cli;

import dev.holdfast.adapters.cli.Intent.Forecast;
import picocli.CommandLine.Model.CommandSpec;

/** Lets a gateway begin no turns, or again. */
final class GatewayDrain implements GuardedCommand {

  private static final String UNDO = "--undo";

  @Override
  public CommandSpec specification() {
    CommandSpec command = CommandSpec.create().name("drain");
    command
        .usageMessage()
        .description(
            "Let the gateway begin no turns: those that come and those that wait get 503, those"
                + " that run go on, and /readyz says 503. All else works as before.");
    return command.addOption(Parameters.flag(UNDO, "Let turns begin again."));
  }

  @Override
  public Intent intent(Invocation invocation) {
    boolean undo = invocation.arguments().has(UNDO);
    GatewayCall call =
        undo
            ? GatewayCall.post("/api/gateway/drain", new JsonObject().put("off", true))
            : GatewayCall.post("/api/gateway/drain");
    return new Intent.GatewayChange(
        Forecast.would(
            undo
                ? "Turns would begin again."
                : "No turn would begin until that is undone; those that run would go on.",
            new JsonObject().put("action", undo ? "undrain" : "drain")),
        hands ->
            hands.ask(
                call,
                status ->
                    ProcessFacts.told(
                        undo
                            ? "Turns begin again."
                            : "No turn begins. Undo it with: holdfast gateway drain --undo",
                        status)),
        DoorProblem::notRunning);
  }
}
