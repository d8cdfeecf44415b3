package dev.holdfast.adapters.cli;

import dev.holdfast.domain.finding.Finding;
import dev.holdfast.ports.in.ConfigQueries.Validation;
import picocli.CommandLine.Model.CommandSpec;

/** Checks the configuration file. */
final class ConfigValidate implements ReadingCommand {

  @Override
  public CommandSpec specification() {
    CommandSpec command = CommandSpec.create().name("validate");
    command
        .usageMessage()
        .description(
            "Check the configuration and report every problem: exit code 1 if there is one.");
    return command;
  }

  @Override
  public Answer run(Invocation invocation) {
    Validation validation = invocation.services().configuration().validate();
    JsonObject data =
        Findings.addTo(
            new JsonObject().put("path", validation.path()).put("present", validation.present()),
            validation.findings());
    if (Findings.needAction(validation.findings())) {
      return new Answer.Found(
          "configuration_findings",
          validation.path() + " has findings.",
          data,
          screen -> show(screen, validation));
    }
    return new Answer.Done(
        data,
        screen -> {
          show(screen, validation);
          screen.line(summary(validation));
        });
  }

  private static void show(Screen screen, Validation validation) {
    for (Finding finding : validation.findings()) {
      Findings.show(screen, finding);
    }
  }

  private static String summary(Validation validation) {
    return validation.present()
        ? validation.path() + " is in order."
        : "There is no " + validation.path() + ", so the defaults hold.";
  }
}
