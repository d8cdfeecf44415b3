package dev.holdfast.adapters.cli;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * What command lines use of all that can be typed, so that a test of the built program can tell
 * what none of its command lines used. A command is told by its name, such as {@code sessions
 * list}; an option by its longest name behind that of its command, such as {@code sessions list
 * --limit}; an option that may stand anywhere by its own alone.
 */
public final class CommandUse {

  private CommandUse() {}

  /** What a command line means. */
  public sealed interface Meaning {

    /** It makes sense. One that asks for help or the version uses nothing else. */
    record Understood(Set<String> used) implements Meaning {}

    /** It is outside of what can be typed. */
    record NotUnderstood(String why) implements Meaning {}
  }

  /** Everything that can be used. */
  public static Set<String> all() {
    CommandTree tree = new CommandTree();
    Set<String> all = new TreeSet<>(tree.names());
    addOptions(all, tree.parser().getCommandSpec());
    return all;
  }

  private static void addOptions(Set<String> all, CommandSpec command) {
    command.options().forEach(option -> all.add(name(command, option)));
    command.subcommands().values().forEach(member -> addOptions(all, member.getCommandSpec()));
  }

  /** What a command line means; it is not run. */
  public static Meaning of(Collection<String> arguments) {
    CommandTree tree = new CommandTree();
    ParseResult outermost;
    try {
      outermost = tree.parser().parseArgs(arguments.toArray(String[]::new));
    } catch (ParameterException outside) {
      return new Meaning.NotUnderstood(String.valueOf(outside.getMessage()));
    }
    List<ParseResult> levels =
        Stream.iterate(
                outermost,
                level -> level != null,
                level -> level.hasSubcommand() ? level.subcommand() : null)
            .toList();
    Set<String> used = new TreeSet<>();
    for (ParseResult level : levels) {
      for (OptionSpec option : level.matchedOptions()) {
        if (option.usageHelp() || option.versionHelp()) {
          return new Meaning.Understood(Set.of(option.longestName()));
        }
        used.add(name(level.commandSpec(), option));
      }
    }
    CommandSpec innermost = levels.getLast().commandSpec();
    if (tree.commandOf(innermost).isEmpty()) {
      return new Meaning.NotUnderstood("it names a group and no command");
    }
    used.add(name(innermost));
    return new Meaning.Understood(used);
  }

  private static String name(CommandSpec command, OptionSpec option) {
    return option.inherited() || command.parent() == null
        ? option.longestName()
        : name(command) + " " + option.longestName();
  }

  private static String name(CommandSpec command) {
    return command.qualifiedName().substring(CommandTree.NAME.length()).strip();
  }
}
