package dev.holdfast.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

@DisplayName("The part of the tree that a command line names")
final class CommandTreeTest {

  static Stream<String> names() {
    return new CommandTree().names().stream();
  }

  /** What a tree understands: the command's name and what was typed for it. */
  private static String understood(CommandTree tree, String... words) {
    ParseResult level = tree.parser().parseArgs(words);
    StringBuilder typed = new StringBuilder();
    while (true) {
      typed.append(level.matchedArgs().stream().map(arg -> arg.stringValues().toString()).toList());
      if (!level.hasSubcommand()) {
        CommandSpec command = level.commandSpec();
        return command.qualifiedName() + typed + tree.commandOf(command).getFirst().getClass();
      }
      level = level.subcommand();
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void understands_a_command_as_the_whole_tree_does(String name) {
    List<String[]> lines =
        Examples.of(name).stream()
            .flatMap(line -> Stream.of(line, "--home state --json " + line))
            .map(line -> line.split(" "))
            .toList();

    assertThat(lines).isNotEmpty();
    for (String[] words : lines) {
      assertThat(understood(CommandTree.naming(words), words))
          .isEqualTo(understood(new CommandTree(), words));
    }
  }

  @Test
  void has_nothing_that_is_not_named() {
    CommandTree tree = CommandTree.naming("--home", "state", "turns", "list");

    assertThat(tree.parser().getSubcommands()).containsOnlyKeys("state", "turns");
  }
}
