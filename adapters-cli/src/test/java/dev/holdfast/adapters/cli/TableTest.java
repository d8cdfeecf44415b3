package dev.holdfast.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A table")
final class TableTest {

  private final Table table =
      new Table("A", "NAME").row("1", "short").row("2", "a-name-that-is-rather-long");

  @Test
  void columns_line_up_and_no_line_ends_in_spaces() {
    assertThat(table.lines(80))
        .containsExactly("A  NAME", "1  short", "2  a-name-that-is-rather-long");
  }

  @Test
  void the_widest_column_is_cut_to_fit() {
    assertThat(table.lines(15)).containsExactly("A  NAME", "1  short", "2  a-name-that…");
  }

  @Test
  void a_column_keeps_enough_to_be_told_apart() {
    assertThat(table.lines(4)).containsExactly("A  NAME", "1  short", "2  a-name-…");
  }

  @Test
  void a_column_that_means_nothing_when_cut_is_kept() {
    assertThat(table.neverCut("NAME").lines(15)).contains("2  a-name-that-is-rather-long");
  }

  @Test
  void a_column_that_would_be_empty_is_left_out_where_that_is_wished() {
    Table empty = new Table("A", "B", "C").row("1", "", "").row("2", "", "");
    Table filled = new Table("A", "B").row("1", "").row("2", "x");

    assertThat(empty.leaveOutIfEmpty("B").neverCut("C").lines(80))
        .containsExactly("A  C", "1", "2");
    assertThat(filled.leaveOutIfEmpty("B").lines(80)).containsExactly("A  B", "1", "2  x");
  }

  @Test
  void a_cell_cannot_begin_a_line_of_its_own() {
    assertThat(new Table("A").row("one\n2  forged").lines(80))
        .containsExactly("A", "one\\n2  forged");
  }

  @Test
  void wide_letters_line_up_as_well() {
    assertThat(new Table("K", "V").row("東", "x").row("ab", "y").lines(80))
        .containsExactly("K   V", "東  x", "ab  y");
  }
}
