package dev.holdfast.adapters.cli;

import dev.holdfast.ports.in.GatewayRuns.Address;
import dev.holdfast.ports.in.GatewayRuns.Status;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** Looks whether a gateway runs on the home. */
final class GatewayStatus implements ReadingCommand {

  @Override
  public CommandSpec specification() {
    CommandSpec command = CommandSpec.create().name("status");
    command
        .usageMessage()
        .description("Tell whether a gateway runs on the home: exit code 0 if so, else 3.");
    return command;
  }

  @Override
  public Answer run(Invocation invocation) {
    Status status = invocation.services().gatewayStatus();
    JsonObject data = GatewayFacts.json(status);
    return switch (status) {
      case Status.Running(Address address, var since) ->
          new Answer.Done(
              data,
              screen -> {
                List<String> facts = GatewayFacts.facts(address);
                facts.addAll(List.of("pid", Long.toString(address.pid())));
                facts.addAll(List.of("since", Times.text(since)));
                screen.facts(Screen.named(facts));
              });
      case Status.NotRunning(String home) ->
          Answer.Problem.of(
                  ExitCode.GATEWAY_UNREACHABLE,
                  "gateway_not_running",
                  "No gateway runs on " + home + ".",
                  "Start one with: holdfast gateway run")
              .with(data);
      case Status.HeldUnknown(String home, String message) ->
          Answer.Problem.of(
                  ExitCode.GATEWAY_UNREACHABLE,
                  "gateway_unknown",
                  "Something holds " + home + ": " + message)
              .with(data);
    };
  }
}
