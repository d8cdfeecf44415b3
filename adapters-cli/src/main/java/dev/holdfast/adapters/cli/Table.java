package dev.holdfast.adapters.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Rows under headings. When it is too wide, the widest columns are cut first, some never; when that
 * is not enough, each row becomes a block of lines.
 */
final class Table {

  private static final int GAP = 2;

  /** No column is cut below this, so that what is left still tells something. */
  private static final int NARROWEST_COLUMN = 8;

  private final List<String> headings;
  private final Set<String> uncut = new HashSet<>();
  private final Set<String> leftOutIfEmpty = new HashSet<>();
  private final List<List<String>> rows = new ArrayList<>();

  Table(String... headings) {
    this.headings = List.of(headings);
  }

  /** Keeps columns whole, such as those of numbers and times, which are nothing when cut. */
  Table neverCut(String... headings) {
    uncut.addAll(List.of(headings));
    return this;
  }

  /** Leaves a column out if all its cells are empty. */
  Table leaveOutIfEmpty(String heading) {
    leftOutIfEmpty.add(heading);
    return this;
  }

  /** Adds a row of as many cells as there are headings. */
  Table row(String... cells) {
    if (cells.length != headings.size()) {
      throw new IllegalArgumentException("a row has a cell per heading");
    }
    rows.add(Stream.of(cells).map(PlainText::of).toList());
    return this;
  }

  /**
   * A table ready to show.
   *
   * @param headings the line of headings; none where each cell is told behind its own
   */
  record Layout(List<String> headings, List<String> lines) {}

  /** The table, each line at most so many columns wide unless a cell that is kept is wider. */
  Layout layout(int columns) {
    int[] shown =
        IntStream.range(0, headings.size()).filter(column -> !isLeftOut(column)).toArray();
    return shown.length == headings.size() ? fitted(columns) : only(shown).fitted(columns);
  }

  private boolean isLeftOut(int column) {
    return leftOutIfEmpty.contains(headings.get(column))
        && rows.stream().allMatch(row -> row.get(column).isEmpty());
  }

  private Table only(int... shown) {
    Table table = new Table(cells(headings, shown)).neverCut(uncut.toArray(String[]::new));
    rows.forEach(row -> table.row(cells(row, shown)));
    return table;
  }

  private static String[] cells(List<String> of, int... shown) {
    return Arrays.stream(shown).mapToObj(of::get).toArray(String[]::new);
  }

  private Layout fitted(int columns) {
    int[] widths = widths();
    int excess = Arrays.stream(widths).sum() + GAP * (widths.length - 1) - columns;
    while (excess > 0 && room(widths, widest(widths)) > 0) {
      widths[widest(widths)]--;
      excess--;
    }
    return excess > 0
        ? new Layout(List.of(), stacked(columns))
        : new Layout(
            List.of(line(headings, widths)), rows.stream().map(row -> line(row, widths)).toList());
  }

  /** Each row as a block of lines, a cell to a line. */
  private List<String> stacked(int columns) {
    int names = headings.stream().mapToInt(PlainText::columns).max().orElse(0) + GAP;
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      if (!lines.isEmpty()) {
        lines.add("");
      }
      for (int column = 0; column < row.size(); column++) {
        String heading = headings.get(column);
        int left = uncut.contains(heading) ? Integer.MAX_VALUE : columns - names;
        String cell = PlainText.cut(row.get(column), Math.max(NARROWEST_COLUMN, left));
        String gap = " ".repeat(names - PlainText.columns(heading));
        lines.add((heading + gap + cell).stripTrailing());
      }
    }
    return lines;
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

  private int widest(int[] widths) {
    int widest = 0;
    for (int column = 1; column < widths.length; column++) {
      if (room(widths, column) > room(widths, widest)) {
        widest = column;
      }
    }
    return widest;
  }

  /** How much can be cut from a column; negative or 0 if nothing. */
  private int room(int[] widths, int column) {
    return uncut.contains(headings.get(column)) ? 0 : widths[column] - NARROWEST_COLUMN;
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
