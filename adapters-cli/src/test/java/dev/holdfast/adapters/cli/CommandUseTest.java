package dev.holdfast.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.adapters.cli.CommandUse.Meaning;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What a command line uses")
final class CommandUseTest {

  private static Meaning of(String commandLine) {
    return CommandUse.of(List.of(commandLine.split(" ")));
  }

  @Test
  void all_there_is_holds_commands_and_their_options_and_shared_options_once() {
    assertThat(CommandUse.all())
        .contains("sessions list", "sessions list --limit", "--home", "--help", "--version")
        .doesNotContain("sessions", "sessions --home", "sessions list --home", "sessions --help");
  }

  @Test
  void a_command_and_its_options_are_used_wherever_shared_ones_stand() {
    assertThat(of("--home /h sessions list --limit=3 --json"))
        .isEqualTo(
            new Meaning.Understood(
                Set.of("--home", "--json", "sessions list", "sessions list --limit")));
  }

  @Test
  void who_asks_for_help_uses_no_command() {
    assertThat(of("sessions list --limit 3 -h"))
        .isEqualTo(new Meaning.Understood(Set.of("--help")));
    assertThat(of("-V")).isEqualTo(new Meaning.Understood(Set.of("--version")));
  }

  @Test
  void what_cannot_be_typed_is_not_understood() {
    assertThat(List.of("sesions list", "sessions", "sessions list --limt 3", "sessions show"))
        .allSatisfy(line -> assertThat(of(line)).isInstanceOf(Meaning.NotUnderstood.class));
  }
}
