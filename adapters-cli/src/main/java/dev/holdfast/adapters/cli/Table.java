package dev.holdfast.adapters.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Rows under headings. When it is too wide, the widest columns are cut first. */
final class Table {

  private static final int GAP = 2;

  /** No column is cut below this, so that what is left still tells something. */
  private static final int NARROWEST_COLUMN = 8;

  private final List<String> headings;
  private final List<List<String>> rows = new ArrayList<>();

  Table(String... headings) {
    this.headings = List.of(headings);
  }

  /** Adds a row of as many cells as there are headings. */
  Table row(String... cells) {
    if (cells.length != headings.size()) {
      throw new IllegalArgumentException("a row has a cell per heading");
    }
    rows.add(Stream.of(cells).map(PlainText::of).toList());
    return this;
  }

  /** The lines, each at most so many columns wide unless the columns cannot be cut so far. */
  List<String> lines(int columns) {
    int[] widths = widths();
    int excess = Arrays.stream(widths).sum() + GAP * (widths.length - 1) - columns;
    for (; excess > 0 && widths[widest(widths)] > NARROWEST_COLUMN; excess--) {
      widths[widest(widths)]--;
    }
    return Stream.concat(Stream.of(headings), rows.stream())
        .map(cells -> line(cells, widths))
        .toList();
  }

  private int[] widths() {
    int[] widths = new int[headings.size()];
    for (int column = 0; column < widths.length; column++) {
      widths[column] = PlainText.columns(headings.get(column));
      for (List<String> row : rows) {
        widths[column] = Math.max(widths[column], PlainText.columns(row.get(column)));
      }
    }
    return widths;
  }

  private static int widest(int[] widths) {
    int widest = 0;
    for (int column = 1; column < widths.length; column++) {
      if (widths[column] > widths[widest]) {
        widest = column;
      }
    }
    return widest;
  }

  private static String line(List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < widths.length; column++) {
      String cell = PlainText.cut(cells.get(column), widths[column]);
      line.append(cell).append(" ".repeat(widths[column] - PlainText.columns(cell) + GAP));
    }
    return line.toString().stripTrailing();
  }
}
