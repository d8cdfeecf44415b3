package dev.holdfast.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Help")
final class HelpTest {

  private static final CommandModel ALL = new CommandTree().model();

  private static String help(CommandModel command) {
    String line = (command.path() + " --help").strip();
    return Typed.command(new FixedServices(), line.split(" ")).out();
  }

  @Test
  void of_the_program_tells_the_commands_and_what_exit_codes_mean() {
    assertThat(help(ALL))
        .startsWith(
            """
            Usage: holdfast [OPTIONS] COMMAND
            A session gateway for AI agents: an OpenAI-compatible server with a memory.

            Options:
              -V, --version       Print the version.
                  --home=DIR      Where state is. Else HOLDFAST_HOME, else that of the only
                                    running gateway (not for gateway run), else ~/.holdfast.
                  --config=FILE   Configuration. Else HOLDFAST_CONFIG, else holdfast.json
                                    in the home.
                  --json          Print JSON instead of text.
              -h, --help          Print this help.

            Commands:
            """)
        .endsWith(
            """

            Exit codes:
              0    Done.
              1    A check found something, or the command failed.
              2    The command line makes no sense; nothing was done.
              3    No gateway answers.
              4    A guard refused: the lock of a home, or a home that is not the one meant.
              5    The store cannot be opened or written.
              78   A newer program wrote the store.

            Environment:
              HOLDFAST_TOKEN   The token to use. Else that in the home's file token.
              HOLDFAST_HOME    Where state is, if --home does not say.
              HOLDFAST_CONFIG  The configuration, if --config does not say.
              NO_COLOR         No colours on a terminal.
            """);
  }

  @Test
  void of_a_command_tells_its_parameters_options_and_examples() {
    assertThat(Typed.command(new FixedServices(), "events", "follow", "--help").out())
        .isEqualTo(
            """
            Usage: holdfast events follow [OPTIONS]
            Print changes of turns and sessions as they happen, until Ctrl-C or the end of
            the gateway. Never what was said.

            Options:
                  --agent=NAME    Changes of this agent only.
                  --after=ID      Begin behind this event, which --json told the id of.
                  --limit=N       End after so many events.
                  --home=DIR      Where state is. Else HOLDFAST_HOME, else that of the only
                                    running gateway (not for gateway run), else ~/.holdfast.
                  --config=FILE   Configuration. Else HOLDFAST_CONFIG, else holdfast.json
                                    in the home.
                  --json          Print JSON instead of text.
              -h, --help          Print this help.

            Examples:
              holdfast events follow
              holdfast events follow --limit 10 --json
            """);
  }

  @Test
  void is_there_for_every_group_and_command_and_names_all_that_can_be_typed() {
    for (CommandModel command : ALL.all().toList()) {
      String help = help(command);

      assertThat(help).startsWith(("Usage: holdfast " + command.path()).strip() + " ");
      assertThat(command.members()).allSatisfy(each -> assertThat(help).contains(each.name()));
      assertThat(command.options())
          .allSatisfy(each -> assertThat(help).contains(each.names()).contains(each.label()));
    }
  }

  @Test
  void shows_what_can_be_left_out_in_brackets_and_nothing_else() {
    List<CommandModel> commands = ALL.all().filter(CommandModel::runs).toList();

    assertThat(commands.stream().flatMap(command -> command.parameters().stream()))
        .allSatisfy(each -> assertThat(each.label().startsWith("[")).isNotEqualTo(each.required()));
    for (String line :
        List.of("log level [LEVEL]", "sessions recover [KEY]", "sessions reset KEY")) {
      int label = line.lastIndexOf(' ');
      String path = line.substring(0, label);
      CommandModel command =
          commands.stream().filter(each -> each.path().equals(path)).findFirst().orElseThrow();
      assertThat(help(command))
          .startsWith("Usage: holdfast " + path + " [OPTIONS]" + line.substring(label) + "\n");
      assertThat(CommandDocument.text(ALL)).contains("    holdfast " + line + " ");
    }
    assertThat(Typed.command(new FixedServices(), "gateway", "run", "--help").out())
        .contains("--wait-for-lock[=TIME]");
    assertThat(CommandDocument.text(ALL)).contains("[--wait-for-lock[=TIME]]");
  }

  @Test
  void of_every_command_has_examples_that_make_sense() {
    for (CommandModel command : ALL.all().filter(CommandModel::runs).toList()) {
      assertThat(Examples.of(command.path())).as("Examples of " + command.path()).isNotEmpty();
      for (String example : Examples.of(command.path())) {
        assertThat(CommandUse.of(List.of(example.split(" "))))
            .as(example)
            .isInstanceOfSatisfying(
                CommandUse.Meaning.Understood.class,
                understood -> assertThat(understood.used()).contains(command.path()));
        assertThat(help(command)).contains("\n  holdfast " + example + "\n");
      }
    }
  }

  @Test
  void the_manual_is_what_the_commands_say() throws IOException {
    Path printed = Path.of("target", "cli.md");
    Files.writeString(printed, CommandDocument.text(ALL));

    assertThat(Path.of("..", "docs", "cli.md"))
        .as("docs/cli.md; to take over what the commands say: cp adapters-cli/%s docs/", printed)
        .hasSameTextualContentAs(printed);
  }

  @Test
  void help_is_a_result_and_not_a_problem() {
    Typed typed = Typed.command(new FixedServices(), "sessions", "list", "-h");

    assertThat(typed.exit()).isZero();
    assertThat(typed.err()).isEmpty();
  }

  @Test
  void help_wins_over_what_is_missing() {
    assertThat(Typed.command(new FixedServices(), "sessions", "show", "--help").exit()).isZero();
  }

  @Test
  void no_line_of_help_is_wider_than_a_small_terminal() {
    assertThat(ALL.all().flatMap(command -> help(command).lines()))
        .allSatisfy(line -> assertThat(line).hasSizeLessThan(81));
  }

  @Test
  void the_version_names_the_program_and_its_java() {
    Typed typed = Typed.command(new FixedServices(), "--version");

    assertThat(typed.out()).matches("holdfast [0-9]+\\.[0-9]+\\.[0-9]+\\S* \\(Java 25\\S*\\)\n");
    assertThat(typed.exit()).isZero();
  }
}
