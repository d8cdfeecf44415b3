package dev.holdfast.adapters.cli;

import picocli.CommandLine.Model.CommandSpec;

/** Prints the schema of the configuration file. */
final class ConfigSchema implements ReadingCommand {

  @Override
  public CommandSpec specification() {
    CommandSpec command = CommandSpec.create().name("schema");
    command.usageMessage().description("Print the JSON Schema of the configuration, for editors.");
    return command;
  }

  @Override
  public boolean looksIntoHome() {
    return false;
  }

  @Override
  public Answer run(Invocation invocation) {
    String schema = invocation.services().configuration().schema();
    return new Answer.Done(
        new JsonObject().putJson("schema", schema), screen -> screen.block("", schema));
  }
}
