package dev.holdfast.adapters.cli;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The options of every command that changes something. */
final class GuardOptions {

  static final String DRY_RUN = "--dry-run";
  static final String YES = "--yes";
  static final String AS_OWNER = "--as-owner";
  static final String STOP_GATEWAY = "--stop-gateway";

  private GuardOptions() {}

  static List<OptionSpec> all() {
    return List.of(
        Parameters.flag(DRY_RUN, "Tell what would change, and change nothing."),
        Parameters.flag(YES, "Do not ask at a terminal whether it shall be done.").toBuilder()
            .names("-y", YES)
            .build(),
        Parameters.flag(AS_OWNER, "Write directly in the home of another user."),
        Parameters.flag(
            STOP_GATEWAY,
            "If the gateway does not answer, end it first: SIGTERM, then SIGKILL. If it answers and"
                + " this cannot be done while it runs, have it stop first."));
  }

  static void addTo(CommandSpec command) {
    all().forEach(command::addOption);
  }
}
