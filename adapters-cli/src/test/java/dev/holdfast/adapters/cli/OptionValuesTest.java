package dev.holdfast.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A value that an option cannot have")
final class OptionValuesTest {

  /** Services that fail when they are asked: none of these command lines may get so far. */
  private final FixedServices services = new FixedServices();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          tokens create --name a --scope owner              | '--scope': 'owner' is none of read, write, admin.
          tokens create --scope read --name=                | '--name': '' has to have 1 to 64 characters
          tokens create --name a --scope read --key-prefix web | '--key-prefix': 'web' does not end with a colon.
          tokens create --name a --scope read --expires-in 1y  | --expires-in takes a whole number of s, m, h or d
          sessions patch main --label a\u0007b              | '--label': 'a\\u{7}b' has more than 200 characters, or
          sessions patch main --expect-version new --label a | '--expect-version': 'new' is not a whole number.
          sessions archived --after no                      | --after takes the word that a page of this list told
          sessions archived --limit 0                       | --limit takes a number from 1 to 1000, not 0.
          audit list --after dHVybnMKYg                     | --after takes the word that a page of this list told
          turns list --after no                             | --after takes the word that a page of this list told
          turns list --state busy                           | '--state': 'busy' is none of waiting, running,
          events follow --after no                          | '--after': 'no' is the id of no event.
          events follow --limit 0                           | --limit takes a number from 1 on, not 0.
          gateway run --port 65536                          | --port takes a number from 0 to 65535, not 65536.
          completion tcsh                                   | 'tcsh' is none of bash, zsh, fish.
          """)
  void is_refused_in_words_of_the_command_line(String typed, String part) {
    Typed answer = Typed.command(services, typed.split(" "));

    assertThat(answer.err()).contains(part);
    assertThat(answer.out()).isEmpty();
    assertThat(answer.exit()).isEqualTo(2);
    assertThat(services.asked).isEmpty();
  }

  @Test
  void of_a_name_or_label_is_one_too_long_and_one_less_is_none() {
    String[] name = {"tokens", "create", "--scope", "read", "--name", "n".repeat(64)};
    String[] label = {"sessions", "patch", "main", "--label", "l".repeat(200)};

    for (String[] typed : List.of(name, label)) {
      assertThat(CommandUse.of(List.of(typed))).isInstanceOf(CommandUse.Meaning.Understood.class);
      typed[typed.length - 1] += "x";
      assertThat(Typed.command(services, typed).exit()).isEqualTo(2);
    }
  }
}
