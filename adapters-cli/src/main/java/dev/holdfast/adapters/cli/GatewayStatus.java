package dev.holdfast.adapters.cli;

import dev.holdfast.ports.in.GatewayRuns.Address;
import dev.holdfast.ports.in.GatewayRuns.Status;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** Looks whether a gateway runs on the home. */
final class GatewayStatus implements ReadingCommand {

  @Override
  public CommandSpec specification() {
    CommandSpec command = CommandSpec.create().name("status");
    command
        .usageMessage()
        .description(
            "Tell whether a gateway runs on the home: exit code 0 if one does and is not known to"
                + " hang, else 3. One that answers is asked whether it drains, and what of its"
                + " configuration waits for a restart.");
    return command;
  }

  @Override
  public Answer run(Invocation invocation) {
    Status status = invocation.services().gatewayStatus();
    JsonObject data = GatewayFacts.json(status);
    return switch (status) {
      case Status.Running(Address address, Instant since) -> {
        List<String> facts = GatewayFacts.facts(address);
        facts.addAll(List.of("pid", Long.toString(address.pid())));
        facts.addAll(List.of("since", Times.text(since)));
        yield running(invocation, data, facts);
      }
      case Status.NotRunning(String home) ->
          Answer.Problem.of(
                  ExitCode.GATEWAY_UNREACHABLE,
                  "gateway_not_running",
                  "No gateway runs on " + home + ".",
                  invocation.gateway().starting().toArray(String[]::new))
              .with(data);
      case Status.HeldUnknown(String home, String message) ->
          Answer.Problem.of(
                  ExitCode.GATEWAY_UNREACHABLE,
                  "gateway_unknown",
                  "Something holds " + home + ": " + message)
              .with(data);
    };
  }

  private static Answer running(Invocation invocation, JsonObject data, List<String> facts) {
    Answer told =
        invocation
            .gateway()
            .glance(
                new GatewayQuery("/api/gateway"),
                process -> {
                  facts.addAll(ProcessFacts.standing(process));
                  return done(data.put("gateway", process.json()), facts);
                });
    return switch (told) {
      case Answer.Problem problem when isSilence(problem) ->
          new Answer.Problem(
              problem.exit(),
              problem.code(),
              problem.message(),
              DoorProblem.AGAINST_SILENCE,
              data.putNull("gateway"),
              screen -> screen.facts(Screen.named(facts)));
      case Answer.Problem problem -> {
        invocation.gatewayNotAsked(problem, "Whether it drains is not known.");
        yield done(data.putNull("gateway"), facts);
      }
      case Answer.Done done -> done;
      case Answer.Found found -> found;
    };
  }

  private static boolean isSilence(Answer.Problem problem) {
    return problem.code().equals(DoorProblem.SILENT) || problem.code().equals(ToldReply.UNANSWERED);
  }

  private static Answer done(JsonObject data, List<String> facts) {
    return new Answer.Done(data, screen -> screen.facts(Screen.named(facts)));
  }
}
