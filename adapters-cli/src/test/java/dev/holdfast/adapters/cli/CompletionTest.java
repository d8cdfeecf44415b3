package dev.holdfast.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.ports.in.Doctor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("Completion")
final class CompletionTest {

  @TempDir private Path folder;

  private static String script(Shell shell) {
    Typed typed = Typed.command(new FixedServices(), "completion", shell.word());
    assertThat(typed.exit()).isZero();
    return typed.out();
  }

  private static Stream<CommandModel> commands() {
    return new CommandTree().model().all();
  }

  @Test
  void of_an_unknown_shell_is_wrong_usage() {
    Typed typed = Typed.command(new FixedServices(), "completion", "tcsh");

    assertThat(typed.err()).contains("'tcsh' is none of bash, zsh, fish.");
    assertThat(typed.exit()).isEqualTo(2);
  }

  @Test
  void json_holds_the_script() {
    Typed typed = Typed.command(new FixedServices(), "completion", "bash", "--json");

    assertThat(Json.at(typed.out(), "data.script")).isEqualTo(script(Shell.BASH));
    assertThat(Json.at(typed.out(), "data.shell")).isEqualTo("bash");
  }

  @ParameterizedTest
  @EnumSource(Shell.class)
  void every_shell_is_told_what_the_doctor_can_look_at(Shell shell) {
    assertThat(script(shell)).contains(String.join(" ", Doctor.IDS));
  }

  @Nested
  @DisplayName("in a real bash")
  final class InBash {

    /** What is offered for the last word. */
    private List<String> offered(String... words) throws IOException, InterruptedException {
      Path script = Files.writeString(folder.resolve(".script"), script(Shell.BASH));
      List<String> command =
          new ArrayList<>(
              List.of(
                  "bash",
                  "--norc",
                  "-euc",
                  """
                  source "$1"
                  shift
                  COMP_WORDS=("$@")
                  COMP_CWORD=$(($# - 1))
                  _holdfast
                  [ -z "${COMPREPLY+set}" ] || printf '%s\\n' "${COMPREPLY[@]}"
                  """,
                  "bash",
                  script.toString(),
                  "holdfast"));
      command.addAll(List.of(words));
      Process bash =
          new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
      String printed = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(bash.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(bash.exitValue()).as(printed).isZero();
      return printed.lines().toList();
    }

    @Test
    void the_first_word_is_a_command_or_a_group() throws IOException, InterruptedException {
      assertThat(offered("")).contains("gateway", "sessions", "state").doesNotContain("list");
      assertThat(offered("se")).containsExactly("sessions");
    }

    @Test
    void behind_a_group_come_its_commands() throws IOException, InterruptedException {
      assertThat(offered("--home", "gateway", "sessions", "re"))
          .contains("reset", "restore")
          .doesNotContain("revoke");
    }

    @Test
    void behind_a_dash_come_options_of_the_command_and_shared_ones()
        throws IOException, InterruptedException {
      assertThat(offered("sessions", "list", "--"))
          .contains("--limit", "--after", "--home", "--json")
          .doesNotContain("--force", "-h");
      assertThat(offered("sessions", "list", "-")).contains("-h");
    }

    @Test
    void behind_an_option_come_its_words_in_either_way_of_writing()
        throws IOException, InterruptedException {
      assertThat(offered("tokens", "create", "--scope", "")).contains("read", "write", "admin");
      assertThat(offered("turns", "list", "--state", "ru")).containsExactly("running");
      assertThat(offered("turns", "list", "--state", "=", "ru")).containsExactly("running");
      assertThat(offered("turns", "list", "--state", "=")).contains("running", "completed");
    }

    @Test
    void the_doctor_is_offered_what_it_can_look_at() throws IOException, InterruptedException {
      assertThat(offered("doctor", "--only", "")).containsExactlyElementsOf(Doctor.IDS);
      assertThat(offered("doctor", "--only", "=", "shad")).containsExactly("shadow-trees");
    }

    @Test
    void behind_an_option_of_free_text_comes_nothing() throws IOException, InterruptedException {
      assertThat(offered("sessions", "list", "--agent", "")).isEmpty();
    }

    @Test
    void a_value_that_is_called_like_a_command_is_none() throws IOException, InterruptedException {
      assertThat(offered("sessions", "--config", "list", "sho")).containsExactly("show");
    }

    @Test
    void files_and_folders_are_completed_as_such() throws IOException, InterruptedException {
      Files.createDirectory(folder.resolve("a folder"));
      Files.createFile(folder.resolve("a file"));

      assertThat(offered("--config", "a")).containsExactlyInAnyOrder("a folder", "a file");
      assertThat(offered("--home", "a")).containsExactly("a folder");
    }

    @Test
    void words_behind_a_command_are_completed_once() throws IOException, InterruptedException {
      assertThat(offered("completion", "")).containsExactly("bash", "zsh", "fish");
      assertThat(offered("completion", "bash", "")).isEmpty();
      assertThat(offered("sessions", "show", "")).isEmpty();
    }

    @Test
    void every_command_and_option_is_offered() throws IOException, InterruptedException {
      for (CommandModel command : commands().toList()) {
        List<String> words =
            new ArrayList<>(
                Stream.of(command.path().split(" ")).filter(w -> !w.isEmpty()).toList());
        words.add("-");
        assertThat(offered(words.toArray(String[]::new)))
            .as(command.path())
            .containsAll(
                command.options().stream().flatMap(each -> each.names().stream()).toList());
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void no_quote_stays_open_in_any_line(Shell shell) {
    String quoted =
        switch (shell) {
          case BASH, ZSH -> "'[^']*'|\\\\'";
          case FISH -> "'(?:[^'\\\\]|\\\\.)*'";
        };

    assertThat(script(shell).lines())
        .allSatisfy(line -> assertThat(line.replaceAll(quoted, "")).doesNotContain("'"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          ZSH  | (' turns list --state') compadd -- waiting running
          ZSH  | (' completion') compadd -- bash zsh fish ;;
          ZSH  | (' state --home') _files -/ ;;
          ZSH  | (' --config') _files ;;
          FISH | complete -c holdfast -n '__holdfast_at turns list' -l state -d
          FISH | complete -c holdfast -n '__holdfast_at completion' -a 'bash zsh fish'
          FISH | complete -c holdfast -n '__holdfast_at sessions' -a show -d 'Show a session and
          """)
  void values_are_completed_where_they_stand(Shell shell, String text) {
    assertThat(script(shell)).contains(text);
  }

  @Test
  void zsh_is_told_of_every_command_and_option_with_what_it_is_for() {
    String script = script(Shell.ZSH);

    for (CommandModel command : commands().toList()) {
      String place = command.path().isEmpty() ? "" : " " + command.path();
      int from = script.indexOf("    ('" + place + "')\n");
      assertThat(from).as(command.path()).isPositive();
      String words = script.substring(from, script.indexOf(";;", from));
      for (CommandModel member : command.members()) {
        assertThat(words).contains("'" + member.name() + ":");
      }
      for (CommandModel.Option option : command.options()) {
        assertThat(words).contains("'" + option.longName() + ":");
      }
    }
  }

  @Test
  void fish_is_told_of_every_command_and_option_with_what_it_is_for() {
    List<String> lines = script(Shell.FISH).lines().toList();

    for (CommandModel command : commands().toList()) {
      String here = "complete -c holdfast -n '__holdfast_at " + command.path() + "' ";
      for (CommandModel member : command.members()) {
        assertThat(lines).anyMatch(line -> line.startsWith(here + "-a " + member.name() + " -d '"));
      }
      for (CommandModel.Option option : command.options()) {
        String name = " -l " + option.longName().substring(2) + " -d '";
        assertThat(lines).anyMatch(line -> line.startsWith(here.strip()) && line.contains(name));
      }
    }
  }
}
