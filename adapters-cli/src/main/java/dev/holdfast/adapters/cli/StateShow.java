package dev.holdfast.adapters.cli;

import dev.holdfast.ports.in.StateReport;
import dev.holdfast.ports.in.StateReport.Step;
import dev.holdfast.ports.in.StateReport.Taken;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** Tells where state is and why there. */
final class StateShow implements ReadingCommand {

  @Override
  public CommandSpec specification() {
    CommandSpec command = CommandSpec.create().name("state");
    command
        .usageMessage()
        .description("Tell where state is and how that was found.", "Makes and changes nothing.");
    return command;
  }

  @Override
  public Answer run(Invocation invocation) {
    StateReport report = invocation.services().state();
    return new Answer.Done(json(report), screen -> show(screen, report));
  }

  private static JsonObject json(StateReport report) {
    return Findings.addTo(
        new JsonObject()
            .put("home", report.home())
            .put("configuration", report.configuration())
            .putOrNull("storeId", report.storeId())
            .putStrings("databases", report.databases())
            .put("gateway", GatewayFacts.json(report.gateway()))
            .putObjects("steps", report.steps().stream().map(StateShow::json).toList()),
        report.findings());
  }

  private static JsonObject json(Step step) {
    return new JsonObject()
        .put("source", step.source())
        .putOrNull("value", step.value())
        .put("taken", step.taken() == Taken.YES)
        .put("reason", step.reason());
  }

  private static void show(Screen screen, StateReport report) {
    screen.facts(
        Screen.named(
            List.of(
                "home", report.home(),
                "configuration", report.configuration(),
                "store", report.storeId().isEmpty() ? "none found" : report.storeId(),
                "databases", databases(report),
                "gateway", GatewayFacts.sentence(report.gateway()))));
    screen.blank();
    Table steps = new Table("LOOKED AT", "VALUE", "TAKEN", "REASON");
    for (Step step : report.steps()) {
      steps.row(
          step.source(), step.value(), step.taken() == Taken.YES ? "yes" : "no", step.reason());
    }
    screen.table(steps);
    if (!report.findings().isEmpty()) {
      screen.blank();
      report.findings().forEach(finding -> Findings.show(screen, finding));
    }
  }

  private static String databases(StateReport report) {
    return report.databases().isEmpty() ? "none found" : String.join(", ", report.databases());
  }
}
