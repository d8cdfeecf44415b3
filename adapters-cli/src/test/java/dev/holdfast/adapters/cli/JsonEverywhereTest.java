package dev.holdfast.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("--json")
final class JsonEverywhereTest {

  @Test
  void every_command_accepts_it_before_and_behind_its_name() {
    for (String name : new CommandTree().names()) {
      List<String> words = new ArrayList<>(List.of(name.split(" ")));
      words.addAll(Typed.NEEDED.getOrDefault(name, List.of()));

      assertThat(envelopeOf(with(words, words.size()))).containsKeys("ok", "data");
      assertThat(envelopeOf(with(words, 0))).containsKeys("ok", "data");
    }
  }

  @Test
  void help_is_an_object_too() {
    Typed typed = Typed.command(new FixedServices(), "state", "--help", "--json");

    assertThat(Json.at(typed.out(), "data.help").toString()).startsWith("Usage: holdfast state");
  }

  @Test
  void behind_two_dashes_it_is_an_ordinary_word() {
    Typed typed = Typed.command(new FixedServices(), "sessions", "show", "--", "--json");

    assertThat(typed.out()).isEmpty();
    assertThat(typed.err()).startsWith("holdfast: This is a defect of Holdfast.");
  }

  private static String[] with(List<String> words, int place) {
    List<String> arguments = new ArrayList<>(words);
    arguments.add(place, "--json");
    return arguments.toArray(String[]::new);
  }

  /** Services without answers make most commands fail, which is the harder half. */
  private static Map<String, Object> envelopeOf(String... arguments) {
    Typed typed = Typed.command(new FixedServices(), arguments);
    assertThat(typed.out().lines()).hasSize(1);
    assertThat(typed.err()).isEmpty();
    return Json.parse(typed.out());
  }
}
