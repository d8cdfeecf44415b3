package dev.holdfast.adapters.cli;

import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;

/** Prints what a shell needs to complete commands, options and values. */
final class Completion implements ReadingCommand {

  private final Supplier<CommandModel> model;

  /** Completes what is in the model by the time it is asked for. */
  Completion(Supplier<CommandModel> model) {
    this.model = model;
  }

  @Override
  public CommandSpec specification() {
    CommandSpec command = CommandSpec.create().name("completion");
    command
        .usageMessage()
        .description(
            "Print a script by which a shell completes commands, options and values.",
            "For bash: source <(holdfast completion bash), in ~/.bashrc.",
            "For zsh: source <(holdfast completion zsh), in ~/.zshrc behind compinit.",
            "For fish: holdfast completion fish | source, in ~/.config/fish/config.fish.");
    return command.addPositional(
        Parameters.requiredOneOf("SHELL", "The shell: bash, zsh or fish.", Shell.words()));
  }

  @Override
  public boolean looksIntoHome() {
    return false;
  }

  @Override
  public Answer run(Invocation invocation) {
    Shell shell = Shell.of(invocation.arguments().parameter(0));
    String script = shell.script(model.get());
    return new Answer.Done(
        new JsonObject().put("shell", shell.word()).put("script", script),
        screen -> screen.block("", script));
  }
}
