package dev.holdfast.adapters.cli;

import dev.holdfast.domain.finding.Finding;
import dev.holdfast.ports.in.GatewayRuns;
import dev.holdfast.ports.in.GatewayRuns.Address;
import dev.holdfast.ports.in.GatewayRuns.Announcer;
import dev.holdfast.ports.in.GatewayRuns.Ended;
import dev.holdfast.ports.in.GatewayRuns.RunOptions;
import dev.holdfast.ports.in.GatewayRuns.StoreCreation;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Runs the gateway until it is told to stop. */
final class GatewayRun implements Command {

  private static final String PORT = "--port";
  private static final String EXISTING = "--existing";
  private static final String WAIT = "--wait-for-lock";

  /** Longer than a gateway takes that drains: 30 s for its turns, and some to store their ends. */
  private static final String USUAL_WAIT = "2m";

  private static final int AS_CONFIGURED = -1;
  private static final int HIGHEST_PORT = 65_535;

  @Override
  public CommandSpec specification() {
    CommandSpec command = CommandSpec.create().name("run");
    command
        .usageMessage()
        .description(
            "Run the gateway here and now, until SIGTERM or Ctrl-C.",
            "A home that does not exist yet is made, and each file made is named.");
    return command
        .addOption(
            OptionSpec.builder(PORT)
                .paramLabel("N")
                .type(int.class)
                .converters(new WholeNumber())
                .description("Listen here instead of the configured port; 0 takes any free one.")
                .build())
        .addOption(
            OptionSpec.builder(EXISTING)
                .description("Refuse to make a store if the home has none.")
                .build())
        .addOption(
            Parameters.judged(
                OptionSpec.builder(WAIT)
                    .paramLabel("TIME")
                    .arity("0..1")
                    .fallbackValue(USUAL_WAIT)
                    .type(String.class)
                    .description(
                        "If another gateway holds the home, say which and wait for its end, such as"
                            + " 30s or 5m; "
                            + USUAL_WAIT
                            + " unless told otherwise. SIGTERM ends the wait.")
                    .build(),
                typed -> TypedTime.of(typed).isPresent(),
                "is no whole number of s, m, h or d"));
  }

  /** Runs it to its end. */
  Answer run(Invocation invocation, GatewayRuns gateway) {
    int port = invocation.arguments().number(PORT, AS_CONFIGURED);
    if (invocation.arguments().has(PORT) && (port < 0 || port > HIGHEST_PORT)) {
      return Usage.problem(
          PORT + " takes a number from 0 to " + HIGHEST_PORT + ", not " + port + ".");
    }
    StoreCreation store =
        invocation.arguments().has(EXISTING) ? StoreCreation.FORBIDDEN : StoreCreation.IF_ABSENT;
    Ended ended =
        gateway.run(
            new RunOptions(port, store, wait(invocation)), new PrintedStart(invocation.printer()));
    return answer(ended);
  }

  private static Duration wait(Invocation invocation) {
    return TypedTime.of(invocation.arguments().text(WAIT)).orElse(Duration.ZERO);
  }

  private static Answer answer(Ended ended) {
    return switch (ended) {
      case Ended.Stopped() ->
          new Answer.Done(new JsonObject(), screen -> screen.line("The gateway has stopped."));
      case Ended.BadConfiguration(List<Finding> findings) ->
          ConfigurationProblem.of(
              "The configuration has errors; nothing was started and nothing was changed.",
              findings);
      case Ended.HomeHeld(String message) ->
          Answer.Problem.of(
              ExitCode.REFUSED,
              "home_held",
              message,
              "Look at it with: holdfast gateway status",
              "Or run this one on another home with --home DIR.");
      case Ended.HomeRefused(String message) ->
          Answer.Problem.of(
              ExitCode.REFUSED,
              "home_refused",
              message,
              "See how the home was found with: holdfast state");
      case Ended.CannotListen(String message) ->
          Answer.Problem.of(ExitCode.FAILURE, "cannot_listen", message);
      case Ended.CannotServe(String message) ->
          Answer.Problem.of(ExitCode.STORE_UNUSABLE, "cannot_serve", message);
      case Ended.NewerSchema(String message) -> StoreProblem.newerSchema(message);
    };
  }

  /** Prints the start as it happens. */
  private record PrintedStart(Printer printer) implements Announcer {

    @Override
    public void finding(Finding finding) {
      printer.warning("finding", Findings.json(finding), screen -> Findings.show(screen, finding));
    }

    @Override
    public void created(String path) {
      printer.event(
          "created", new JsonObject().put("path", path), screen -> screen.line("created " + path));
    }

    @Override
    public void ready(Address address) {
      String curl = CurlCommand.greeting(address);
      printer.event(
          "ready",
          GatewayFacts.json(address).put("curl", curl),
          screen -> {
            screen.line("Holdfast " + Version.text() + " answers now.");
            screen.blank();
            screen.facts(Screen.named(GatewayFacts.facts(address)));
            screen.blank();
            screen.block("", curl);
          });
    }
  }
}
