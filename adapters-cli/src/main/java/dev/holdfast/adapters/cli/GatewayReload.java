package dev.holdfast.adapters.cli;

import dev.holdfast.adapters.cli.Intent.Forecast;
import dev.holdfast.adapters.cli.Intent.GatewayPreview;
import dev.holdfast.adapters.cli.JsonValue.Members;
import dev.holdfast.domain.finding.Finding;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** Has a gateway read its configuration again. */
final class GatewayReload implements GuardedCommand {

  private static final String PATH = "/api/gateway/reload";

  @Override
  public CommandSpec specification() {
    CommandSpec command = CommandSpec.create().name("reload");
    command
        .usageMessage()
        .description(
            "Have the gateway read its configuration again, as SIGHUP does. A valid one holds at"
                + " once, whole but for what only a start can change, which is named. Of one with"
                + " errors nothing holds, and every error is told.");
    return command;
  }

  @Override
  public Intent intent(Invocation invocation) {
    return new Intent.GatewayChange(
        new GatewayPreview.Asked(new GatewayQuery(PATH), GatewayReload::foreseen),
        hands -> hands.ask(GatewayCall.post(PATH), GatewayReload::told),
        DoorProblem::notRunning);
  }

  private static Forecast foreseen(Members reload) {
    if (!reload.isTrue("applied")) {
      return new Forecast.WouldNot(kept(reload));
    }
    List<String> changed = reload.texts("changed");
    List<String> waiting = reload.texts("needs_restart");
    return new Forecast.Would(
        new JsonObject()
            .put("action", "reload")
            .putStrings("changed", changed)
            .putStrings("needsRestart", waiting),
        screen -> {
          screen.line(
              changed.isEmpty()
                  ? "Nothing would change."
                  : "These would be in force: " + String.join(", ", changed));
          if (!waiting.isEmpty()) {
            screen.line("These would wait for the next start: " + String.join(", ", waiting));
          }
        });
  }

  private static Answer.Problem kept(Members reload) {
    return ProcessFacts.kept(
        "The configuration cannot hold; the one before stays in force, whole.", reload);
  }

  private static Answer told(Members reload) {
    if (!reload.isTrue("applied")) {
      return kept(reload);
    }
    List<String> changed = reload.texts("changed");
    List<String> waiting = reload.texts("needs_restart");
    List<Finding> findings = ProcessFacts.findings(reload);
    return new Answer.Done(
        Findings.addTo(
            new JsonObject().putStrings("changed", changed).putStrings("needsRestart", waiting),
            findings),
        screen -> {
          screen.line(
              changed.isEmpty()
                  ? "Nothing has changed."
                  : "In force now: " + String.join(", ", changed));
          if (!waiting.isEmpty()) {
            screen.line("With the next start: " + String.join(", ", waiting));
            screen.advice("Start it anew with: holdfast gateway restart");
          }
          findings.forEach(finding -> Findings.show(screen, finding));
        });
  }
}
