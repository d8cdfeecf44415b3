package dev.holdfast.adapters.cli;

import dev.holdfast.domain.finding.NearestName;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Tells a command line that makes no sense, with what was probably meant. */
final class UsageProblem {

  private UsageProblem() {}

  static Answer.Problem of(ParameterException problem, CommandTree tree) {
    CommandSpec command = problem.getCommandLine().getCommandSpec();
    if (problem instanceof UnmatchedArgumentException unmatched) {
      return unmatched(unmatched.getUnmatched().getFirst(), command, tree);
    }
    return Usage.problem(sentence(String.valueOf(problem.getMessage())), help(command));
  }

  /** A group was named, but nothing in it. */
  static Answer.Problem unfinished(CommandSpec group) {
    return Usage.problem(
        "'"
            + group.qualifiedName()
            + "' needs a command: "
            + String.join(", ", group.subcommands().keySet())
            + ".",
        help(group));
  }

  private static Answer.Problem unmatched(String typed, CommandSpec command, CommandTree tree) {
    if (typed.startsWith("-")) {
      return problem(
          "'" + command.qualifiedName() + "' has no option '" + typed + "'.",
          NearestName.of(typed, optionsOf(command)),
          command);
    }
    if (command.subcommands().isEmpty()) {
      return problem(
          "'" + command.qualifiedName() + "' takes no '" + typed + "'.", List.of(), command);
    }
    return problem(
        "There is no command '" + command.qualifiedName() + " " + typed + "'.",
        meantCommands(typed, command, tree),
        command);
  }

  private static List<String> optionsOf(CommandSpec command) {
    return command.options().stream().flatMap(option -> List.of(option.names()).stream()).toList();
  }

  /** Commands of the same group that look alike, and commands of any group with that very name. */
  private static List<String> meantCommands(String typed, CommandSpec group, CommandTree tree) {
    List<String> meant = new ArrayList<>();
    for (String name : NearestName.of(typed, group.subcommands().keySet())) {
      meant.add(group.qualifiedName() + " " + name);
    }
    for (String name : tree.names()) {
      String whole = CommandTree.NAME + " " + name;
      if (name.endsWith(" " + typed) && !meant.contains(whole)) {
        meant.add(whole);
      }
    }
    return meant;
  }

  private static Answer.Problem problem(String message, List<String> meant, CommandSpec command) {
    return meant.isEmpty()
        ? Usage.problem(message, help(command))
        : Usage.problem(message, "Did you mean: " + String.join(", ", meant), help(command));
  }

  private static String help(CommandSpec command) {
    return "All about it: " + command.qualifiedName() + " --help";
  }

  private static String sentence(String message) {
    return message.endsWith(".") ? message : message + ".";
  }
}
