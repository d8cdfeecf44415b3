package dev.holdfast.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Help")
final class HelpTest {

  private static final List<String> GROUPS =
      List.of("", "gateway", "sessions", "turns", "events", "tokens", "audit", "models", "config");

  @Test
  void every_command_explains_itself_in_the_words_agreed_on() throws IOException {
    List<String> names = new ArrayList<>(GROUPS);
    names.addAll(new CommandTree().names());

    StringBuilder printed = new StringBuilder();
    for (String name : names) {
      String line = (name + " --help").strip();
      printed.append("$ holdfast ").append(line).append('\n');
      printed.append(Typed.command(new FixedServices(), line.split(" ")).out()).append('\n');
    }

    assertThat(printed.toString()).isEqualTo(golden("help.txt"));
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
  void no_line_of_help_is_wider_than_a_small_terminal() throws IOException {
    assertThat(golden("help.txt").lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(81));
  }

  @Test
  void the_version_names_the_program_and_its_java() {
    Typed typed = Typed.command(new FixedServices(), "--version");

    assertThat(typed.out()).matches("holdfast [0-9]+\\.[0-9]+\\.[0-9]+\\S* \\(Java 25\\S*\\)\n");
    assertThat(typed.exit()).isZero();
  }

  private static String golden(String name) throws IOException {
    try (InputStream in = Objects.requireNonNull(HelpTest.class.getResourceAsStream(name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
