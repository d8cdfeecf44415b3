package dev.holdfast.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.adapters.cli.Colours.Shown;
import dev.holdfast.ports.out.env.Progress;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The bar that shows how far a work is")
final class ProgressBarTest {

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private Instant now = Samples.NOON;
  private ProgressBar bar = bar(Shown.COLOURS);

  private ProgressBar bar(Shown shown) {
    return new ProgressBar(
        new PrintStream(written, true, StandardCharsets.UTF_8), () -> now, shown);
  }

  private String written() {
    String text = written.toString(StandardCharsets.UTF_8);
    written.reset();
    return text;
  }

  private void later(int millis) {
    now = now.plus(Duration.ofMillis(millis));
  }

  @Test
  void stays_away_from_work_that_is_soon_over() {
    bar.at("look", 0, 10);
    later(499);
    bar.at("look", 9, 10);
    bar.clear();

    assertThat(written()).isEmpty();
  }

  @Test
  void is_written_anew_in_its_line_and_taken_away() {
    bar.at("look", 0, 10);
    later(500);
    bar.at("look", 5, 10);

    assertThat(written()).isEqualTo("\r\u001b[Klook  [#####-----]  50 %");
    bar.clear();
    assertThat(written()).isEqualTo("\r\u001b[K");
    bar.clear();
    assertThat(written()).isEmpty();
  }

  @Test
  void is_not_written_more_often_than_it_can_be_read() {
    bar.at("look", 0, 10);
    later(500);
    bar.at("look", 5, 10);
    later(99);
    bar.at("look", 6, 10);
    later(1);
    bar.at("look", 7, 10);

    assertThat(written()).contains("50 %").contains("70 %").doesNotContain("60 %");
  }

  @Test
  void counts_where_nobody_knows_how_much_there_is() {
    bar.at("look", 0, 0);
    later(500);
    bar.at("look", 1234, 0);

    assertThat(written()).isEqualTo("\r\u001b[Klook  1234");
  }

  @Test
  void fits_the_narrowest_terminal_and_controls_nothing_else() {
    String label = "\u001b[2J" + "東".repeat(30);
    bar.at(label, 0, 3);
    later(500);
    bar.at(label, 4, 3);

    String line = written().substring("\r\u001b[K".length());
    assertThat(line).startsWith("\\u{1b}[2J").endsWith("[##########]  100 %");
    assertThat(PlainText.columns(line)).isLessThanOrEqualTo(Terminal.NARROWEST);
  }

  @Test
  void is_there_on_a_terminal_only_also_where_colours_are_not_wanted() {
    for (Shown shown : List.of(Shown.TEXT, Shown.LINES)) {
      bar = bar(shown);
      bar.at("look", 0, 10);
      later(500);
      bar.at("look", 5, 10);

      assertThat(written().isEmpty()).isEqualTo(shown == Shown.TEXT);
    }
  }

  @Test
  void is_taken_away_before_anything_else_is_printed() {
    PrintStream err = new PrintStream(written, true, StandardCharsets.UTF_8);
    Screen screen = new Screen(err, new Terminal.Unbounded());
    TextPrinter printer = new TextPrinter(screen, screen, bar);
    Progress progress = printer.progress();
    progress.at("look", 0, 10);
    later(500);
    progress.at("look", 5, 10);
    written();

    printer.warning("w", new JsonObject(), page -> page.line("Mind this."));

    assertThat(written()).isEqualTo("\r\u001b[KMind this.\n");
  }

  @Test
  void is_nowhere_in_json() {
    assertThat(new JsonPrinter(new PrintStream(written), NamedHome.NONE).progress())
        .isSameAs(Progress.SILENT);
  }
}
