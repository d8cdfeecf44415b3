package dev.holdfast.adapters.cli;

import java.util.List;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ScopeType;

/** The options that may stand anywhere on the command line. */
final class SharedOptions {

  static final String HOME = "--home";
  static final String CONFIG = "--config";
  static final String JSON = "--json";
  static final String HELP = "--help";

  private SharedOptions() {}

  static List<OptionSpec> all() {
    return List.of(
        OptionSpec.builder(HOME)
            .paramLabel(Parameters.FOLDER)
            .type(String.class)
            .scopeType(ScopeType.INHERIT)
            .description(
                "Where state is. Else HOLDFAST_HOME, else that of the only running gateway (not"
                    + " for gateway run), else ~/.holdfast.")
            .build(),
        OptionSpec.builder(CONFIG)
            .paramLabel(Parameters.FILE)
            .type(String.class)
            .scopeType(ScopeType.INHERIT)
            .description("Configuration. Else HOLDFAST_CONFIG, else holdfast.json in the home.")
            .build(),
        OptionSpec.builder(JSON)
            .scopeType(ScopeType.INHERIT)
            .description("Print JSON instead of text.")
            .build(),
        OptionSpec.builder("-h", HELP)
            .usageHelp(true)
            .scopeType(ScopeType.INHERIT)
            .description("Print this help.")
            .build());
  }
}
