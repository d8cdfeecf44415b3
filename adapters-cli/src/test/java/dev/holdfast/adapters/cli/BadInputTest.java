package dev.holdfast.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.ports.in.ConfigurationBroken;
import dev.holdfast.ports.out.env.StorageFailure;
import dev.holdfast.ports.out.env.StorageFailure.Code;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Bad input and broken surroundings")
final class BadInputTest {

  private final FixedServices services = new FixedServices();

  private void says(String commandLine, String expected) {
    String[] arguments = commandLine.isEmpty() ? new String[0] : commandLine.split(" ");
    Typed typed = Typed.command(services, arguments);

    assertThat(typed.err()).isEqualTo(expected);
    assertThat(typed.out()).isEmpty();
    assertThat(typed.exit()).isEqualTo(2);
  }

  @Test
  void nothing_at_all_lists_what_there_is() {
    says(
        "",
        """
        holdfast: 'holdfast' needs a command: %s.
          All about it: holdfast --help
        """
            .formatted(
                String.join(
                    ", ",
                    new CommandTree()
                        .model().members().stream().map(CommandModel::name).toList())));
  }

  @Test
  void a_group_alone_lists_its_commands() {
    says(
        "gateway",
        """
        holdfast: 'holdfast gateway' needs a command: run, status, stop, drain, restart, reload.
          All about it: holdfast gateway --help
        """);
  }

  @Test
  void a_mistyped_command_is_answered_with_the_nearest() {
    says(
        "sesions list",
        """
        holdfast: There is no command 'holdfast sesions'.
          Did you mean: holdfast sessions
          All about it: holdfast --help
        """);
  }

  @Test
  void a_command_of_other_groups_is_answered_with_those() {
    says(
        "list",
        """
        holdfast: There is no command 'holdfast list'.
          Did you mean: holdfast sessions list, holdfast turns list, holdfast tokens list, holdfast audit list, holdfast models list
          All about it: holdfast --help
        """);
  }

  @Test
  void what_looks_like_nothing_gets_no_guess() {
    says(
        "frobnicate",
        """
        holdfast: There is no command 'holdfast frobnicate'.
          All about it: holdfast --help
        """);
  }

  @Test
  void a_mistyped_option_is_answered_with_the_nearest() {
    says(
        "sessions list --limt 3",
        """
        holdfast: 'holdfast sessions list' has no option '--limt'.
          Did you mean: --limit
          All about it: holdfast sessions list --help
        """);
  }

  @Test
  void a_value_of_the_wrong_kind_is_named() {
    says(
        "sessions list --limit many",
        """
        holdfast: Invalid value for option '--limit': 'many' is not a whole number.
          All about it: holdfast sessions list --help
        """);
  }

  @Test
  void a_missing_parameter_is_named() {
    says(
        "sessions show",
        """
        holdfast: Missing required parameter: 'KEY'.
          All about it: holdfast sessions show --help
        """);
  }

  @Test
  void a_parameter_too_many_is_named() {
    says(
        "models list now",
        """
        holdfast: 'holdfast models list' takes no 'now'.
          All about it: holdfast models list --help
        """);
  }

  @Test
  void an_empty_home_is_not_taken_for_none() {
    says("state --home=", "holdfast: --home is empty; name a place, or leave the option out.\n");
  }

  @Test
  void control_characters_in_arguments_stay_text() {
    Typed typed = Typed.command(services, "\u001b]0;owned\u0007");

    assertThat(typed.err())
        .startsWith("holdfast: There is no command 'holdfast \\u{1b}]0;owned\\u{7}'.\n");
  }

  @Test
  void with_json_a_wrong_command_line_is_answered_in_json() {
    Typed typed = Typed.command(services, "sesions", "--json");

    assertThat(typed.out())
        .isEqualTo(
            """
            {"ok":false,"error":{"code":"usage",\
            "message":"There is no command 'holdfast sesions'.",\
            "remedies":["Did you mean: holdfast sessions","All about it: holdfast --help"],\
            "exitCode":2},"data":{}}
            """);
    assertThat(typed.err()).isEmpty();
    assertThat(typed.exit()).isEqualTo(2);
  }

  @Test
  void a_store_that_cannot_be_opened_has_its_own_exit_code() {
    services.listing =
        (agent, limit) -> {
          throw failure(Code.CANNOT_OPEN, "The database cannot be opened.");
        };

    Typed typed = Typed.command(services, "sessions", "list");

    assertThat(typed.err())
        .isEqualTo(
            """
            holdfast: The database cannot be opened. (file: state/holdfast.sqlite)
              Find out what is wrong, and what mends it, with: holdfast doctor
            """);
    assertThat(typed.exit()).isEqualTo(5);
    assertThat(services.closed).isEqualTo(1);
  }

  @Test
  void a_full_disk_is_told_as_one() {
    services.listing =
        (agent, limit) -> {
          throw failure(Code.FULL, "No space is left for the store.");
        };

    Typed typed = Typed.command(services, "sessions", "list");

    assertThat(typed.err()).contains("No space is left", "Make room on that disk");
    assertThat(typed.exit()).isEqualTo(5);
  }

  @Test
  void a_newer_store_has_its_own_exit_code() {
    services.listing =
        (agent, limit) -> {
          throw failure(Code.NEWER_SCHEMA, "A newer program wrote this.");
        };

    assertThat(Typed.command(services, "sessions", "list").exit()).isEqualTo(78);
  }

  @Test
  void a_configuration_that_keeps_a_command_from_its_work_is_told_whole() {
    services.models =
        () -> {
          throw new ConfigurationBroken(List.of(Samples.UNKNOWN_KEY));
        };

    Typed typed = Typed.command(services, "models", "list");

    assertThat(typed.err())
        .isEqualTo(
            """
            holdfast: The configuration has errors, so it cannot be told what it defines.
            error: There is no key 'gatway'. [config-unknown-key]
              where:  /home/ann/.holdfast/holdfast.json:3:5
              remedy: Did you mean 'gateway'?
              Check it again with: holdfast config validate
            """);
    assertThat(typed.exit()).isEqualTo(1);
  }

  @Test
  void a_defect_is_told_with_its_trace_and_in_json_too() {
    services.state =
        () -> {
          throw new IllegalStateException("broken\u001b[2J");
        };

    Typed text = Typed.command(services, "state");
    Typed json = Typed.command(services, "state", "--json");

    assertThat(text.err())
        .startsWith(
            """
            holdfast: This is a defect of Holdfast.
            java.lang.IllegalStateException: broken\\u{1b}[2J
            """)
        .endsWith("  Please report it with the lines above.\n");
    assertThat(text.exit()).isEqualTo(1);
    assertThat(Json.at(json.out(), "error.code")).isEqualTo("internal_error");
    assertThat(json.err()).isEmpty();
    assertThat(json.exit()).isEqualTo(1);
  }

  private static StorageFailure failure(Code code, String message) {
    return new StorageFailure(
        code, message, Map.of("file", "state/holdfast.sqlite"), new IllegalStateException());
  }
}
