package dev.holdfast.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A table")
final class TableTest {

  private final Table table =
      new Table("A", "NAME").row("1", "short").row("2", "a-name-that-is-rather-long");

  private static List<String> lines(Table table, int columns) {
    Table.Layout layout = table.layout(columns);
    return Stream.concat(layout.headings().stream(), layout.lines().stream()).toList();
  }

  @Test
  void columns_line_up_and_no_line_ends_in_spaces() {
    assertThat(lines(table, 80))
        .containsExactly("A  NAME", "1  short", "2  a-name-that-is-rather-long");
  }

  @Test
  void the_widest_column_is_cut_to_fit() {
    assertThat(lines(table, 15)).containsExactly("A  NAME", "1  short", "2  a-name-that…");
  }

  @Test
  void a_column_keeps_enough_to_be_told_apart_or_each_row_becomes_a_block() {
    assertThat(lines(table, 11)).containsExactly("A  NAME", "1  short", "2  a-name-…");
    assertThat(lines(table, 10))
        .containsExactly("A     1", "NAME  short", "", "A     2", "NAME  a-name-…");
    assertThat(table.layout(10).headings()).isEmpty();
  }

  @Test
  void a_column_that_means_nothing_when_cut_is_kept() {
    assertThat(lines(table.neverCut("NAME"), 30)).contains("2  a-name-that-is-rather-long");
    assertThat(lines(table.neverCut("NAME"), 15)).contains("NAME  a-name-that-is-rather-long");
  }

  @Test
  void on_the_narrowest_terminal_cells_of_wide_letters_fit_too() {
    Table wide =
        new Table("KEY", "EVENTS", "UPDATED", "SESSION ID")
            .neverCut("EVENTS", "UPDATED")
            .row("東".repeat(40), "4", "2026-03-01T12:00:02Z", "s".repeat(36));

    assertThat(wide.layout(Terminal.NARROWEST).lines())
        .hasSize(4)
        .allSatisfy(
            line -> assertThat(PlainText.columns(line)).isLessThanOrEqualTo(Terminal.NARROWEST));
    assertThat(lines(wide, 60))
        .hasSize(2)
        .allSatisfy(line -> assertThat(PlainText.columns(line)).isLessThanOrEqualTo(60));
  }

  @Test
  void a_column_that_would_be_empty_is_left_out_where_that_is_wished() {
    Table empty = new Table("A", "B", "C").row("1", "", "").row("2", "", "");
    Table filled = new Table("A", "B").row("1", "").row("2", "x");

    assertThat(lines(empty.leaveOutIfEmpty("B").neverCut("C"), 80))
        .containsExactly("A  C", "1", "2");
    assertThat(lines(filled.leaveOutIfEmpty("B"), 80)).containsExactly("A  B", "1", "2  x");
  }

  @Test
  void a_cell_cannot_begin_a_line_of_its_own() {
    assertThat(lines(new Table("A").row("one\n2  forged"), 80))
        .containsExactly("A", "one\\n2  forged");
  }

  @Test
  void wide_letters_line_up_as_well() {
    assertThat(lines(new Table("K", "V").row("東", "x").row("ab", "y"), 80))
        .containsExactly("K   V", "東  x", "ab  y");
  }
}
