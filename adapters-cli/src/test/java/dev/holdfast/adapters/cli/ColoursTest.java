package dev.holdfast.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.adapters.cli.Colours.Shown;
import dev.holdfast.ports.in.ConfigQueries.Validation;
import dev.holdfast.ports.in.ModelQueries.ModelListing;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Colours")
final class ColoursTest {

  private static final Map<String, String> BOTH_TERMINALS =
      Map.of(Terminal.COLUMNS_PROPERTY, "80", Person.ERRORS_PROPERTY, "true");

  private static final Map<String, String> XTERM = Map.of("TERM", "xterm");

  private static final Display COLOURED =
      new Display(
          new Terminal.Screenful(80), new Colours(Shown.COLOURS, Shown.COLOURS), Clock.systemUTC());

  private final FixedServices services = new FixedServices();

  private static Colours with(Map<String, String> properties, Map<String, String> environment) {
    return Colours.of(name -> properties.getOrDefault(name, ""), environment);
  }

  private static Colours wanted(String variable, String value) {
    return with(BOTH_TERMINALS, Map.of("TERM", "xterm", variable, value));
  }

  @Test
  void are_shown_on_the_streams_that_are_terminals() {
    assertThat(with(BOTH_TERMINALS, XTERM)).isEqualTo(new Colours(Shown.COLOURS, Shown.COLOURS));
    assertThat(with(Map.of(Terminal.COLUMNS_PROPERTY, "80"), XTERM))
        .isEqualTo(new Colours(Shown.COLOURS, Shown.TEXT));
    assertThat(with(Map.of(Person.ERRORS_PROPERTY, "true"), XTERM))
        .isEqualTo(new Colours(Shown.TEXT, Shown.COLOURS));
    assertThat(with(Map.of(), XTERM)).isEqualTo(Colours.NONE);
  }

  @Test
  void are_left_out_where_somebody_does_not_want_them() {
    assertThat(wanted("NO_COLOR", "1")).isEqualTo(new Colours(Shown.LINES, Shown.LINES));
    assertThat(wanted("CLICOLOR", "0")).isEqualTo(new Colours(Shown.LINES, Shown.LINES));
    assertThat(wanted("NO_COLOR", "")).isEqualTo(new Colours(Shown.COLOURS, Shown.COLOURS));
    assertThat(wanted("CLICOLOR", "1")).isEqualTo(new Colours(Shown.COLOURS, Shown.COLOURS));
  }

  @Test
  void are_left_out_on_a_terminal_that_knows_none() {
    assertThat(with(BOTH_TERMINALS, Map.of("TERM", "dumb"))).isEqualTo(Colours.NONE);
    assertThat(with(BOTH_TERMINALS, Map.of())).isEqualTo(Colours.NONE);
  }

  @Test
  void mark_headings() {
    services.models = () -> List.of(new ModelListing("holdfast", "holdfast"));

    assertThat(Typed.command(COLOURED, services, "models", "list").out())
        .isEqualTo("\u001b[1mMODEL     OWNED BY\u001b[0m\nholdfast  holdfast\n");
  }

  @Test
  void mark_errors_and_what_comes_from_outside_stays_escaped() {
    Typed typed = Typed.command(COLOURED, services, "\u001b[31mred");

    assertThat(typed.err())
        .startsWith(
            "\u001b[1;31mholdfast:\u001b[0m There is no command 'holdfast \\u{1b}[31mred'.");
  }

  @Test
  void mark_how_severe_a_finding_is() {
    services.validation = () -> new Validation("/h.json", true, List.of(Samples.UNKNOWN_KEY));

    Typed typed = Typed.command(COLOURED, services, "config", "validate");

    assertThat(typed.out()).startsWith("\u001b[1;31merror:\u001b[0m There is no key 'gatway'.");
    assertThat(typed.err()).isEqualTo("\u001b[33mholdfast:\u001b[0m /h.json has findings.\n");
  }

  @Test
  void are_never_in_json() {
    services.models = () -> List.of(new ModelListing("holdfast", "holdfast"));

    assertThat(Typed.command(COLOURED, services, "models", "list", "--json").out())
        .doesNotContain("\u001b");
  }
}
