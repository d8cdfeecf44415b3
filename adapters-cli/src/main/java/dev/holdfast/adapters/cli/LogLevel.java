package dev.holdfast.adapters.cli;

import dev.holdfast.adapters.cli.Intent.Forecast;
import dev.holdfast.adapters.cli.JsonValue.Members;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** Tells how much a gateway logs, or changes it. */
final class LogLevel implements GuardedCommand {

  private static final String LOGGER = "--logger";
  private static final String PATH = "/api/log/level";
  private static final List<String> LEVELS = List.of("error", "warn", "info", "debug", "trace");

  @Override
  public CommandSpec specification() {
    CommandSpec command = CommandSpec.create().name("level");
    command
        .usageMessage()
        .description(
            "Tell how much the gateway logs, or change it until its process ends. Libraries say"
                + " no more than info: below it they write tokens down.");
    return command
        .addPositional(
            Parameters.optional(
                Parameters.requiredOneOf("LEVEL", "What to log from now on.", LEVELS)))
        .addOption(
            Parameters.text(
                LOGGER, "NAME", "A package or class. Else all that the program itself says."));
  }

  @Override
  public Intent intent(Invocation invocation) {
    String level = invocation.arguments().parameter(0);
    String logger = invocation.arguments().text(LOGGER);
    if (level.isEmpty()) {
      return new Intent.Nothing(
          invocation.gateway().ask(new GatewayQuery(PATH).with("logger", logger), LogLevel::told));
    }
    JsonObject body = new JsonObject().put("level", level).put("logger", logger);
    return new Intent.GatewayChange(
        Forecast.would(
            "The level would be " + level + " until the process ends.",
            new JsonObject().put("action", "log_level").put("level", level)),
        hands ->
            hands.ask(
                new GatewayCall("PUT", PATH, new GatewayCall.Body.Json(body)), LogLevel::told),
        DoorProblem::notRunning);
  }

  private static Answer told(Members answer) {
    return new Answer.Done(
        new JsonObject().put("logger", answer.text("logger")).put("level", answer.text("level")),
        screen -> screen.line(answer.text("logger") + " logs at " + answer.text("level") + "."));
  }
}
