package dev.holdfast.adapters.sqlite;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How the rows of a table, or the entries of an index, look in a file.
 *
 * @param name of the table
 * @param columns in the order in which they are stored
 * @param index the index's name; empty: these are the table's own rows
 * @param isPartial whether an index has an entry for some rows only
 * @param keyedByNumber whether the rows lie in the tree of a table with row numbers
 */
record TableShape(
    String name, List<Column> columns, String index, boolean isPartial, boolean keyedByNumber) {

  TableShape {
    columns = List.copyOf(columns);
  }

  /** What a value may be. */
  enum Kind {
    INTEGER,
    TEXT,
    /** The row's number, which the record has as NULL. */
    ROW_NUMBER
  }

  /**
   * A column.
   *
   * @param wasAdded whether a migration put it behind the others: rows of before end without it
   */
  record Column(String name, Kind kind, boolean mayBeNull, boolean wasAdded) {

    boolean takes(@Nullable Object value) {
      return switch (kind) {
        case ROW_NUMBER -> value == null;
        case INTEGER -> value == null ? mayBeNull : value instanceof Long;
        case TEXT ->
            value == null ? mayBeNull : value instanceof String text && text.indexOf('\0') < 0;
      };
    }
  }

  /** Whether these are the table's own rows. */
  boolean isTable() {
    return index.isEmpty();
  }

  /** The values of a row by the names of its columns; empty if it is no such row. */
  Optional<Map<String, @Nullable Object>> row(StoredRecord stored, long number) {
    int told = stored.values().size();
    if (told > columns.size()
        || !columns.subList(told, columns.size()).stream().allMatch(Column::wasAdded)) {
      return Optional.empty();
    }
    // What is not stored has the column's default once it is inserted.
    Map<String, @Nullable Object> row = new HashMap<>();
    for (int index = 0; index < told; index++) {
      Column column = columns.get(index);
      Object value = stored.values().get(index);
      if (!column.takes(value)) {
        return Optional.empty();
      }
      row.put(column.name(), column.kind() == Kind.ROW_NUMBER ? Long.valueOf(number) : value);
    }
    return Optional.of(Collections.unmodifiableMap(row));
  }

  /**
   * The shapes of every table of ours and of its indexes, as a new database has them.
   *
   * @param added of tables the columns that migrations added
   */
  static List<TableShape> of(Connection connection, Map<String, Set<String>> added)
      throws SQLException {
    List<TableShape> shapes = new ArrayList<>();
    for (String table : PlainSql.tables(connection)) {
      if (!table.startsWith("flyway")) {
        shapes.addAll(of(connection, table, added.getOrDefault(table, Set.of())));
      }
    }
    return shapes;
  }

  private record Told(String name, String type, boolean mayBeNull, long key) {}

  private static List<TableShape> of(Connection connection, String table, Set<String> added)
      throws SQLException {
    boolean keyed =
        PlainSql.number(
                connection,
                "SELECT wr FROM pragma_table_list WHERE schema = 'main' AND name = ?",
                table)
            == 0;
    List<Told> told =
        PlainSql.rows(
            connection,
            "SELECT name, type, \"notnull\", pk FROM pragma_table_xinfo(?) ORDER BY cid",
            row -> new Told(row.text(), row.text(), row.number() == 0, row.number()),
            table);
    Map<String, Column> columns = new HashMap<>();
    told.forEach(column -> columns.put(column.name(), column(column, keyed, false)));
    List<Told> stored = new ArrayList<>(told);
    if (!keyed) {
      stored.sort(
          Comparator.comparingLong(column -> column.key() == 0 ? Long.MAX_VALUE : column.key()));
    }
    List<TableShape> shapes = new ArrayList<>();
    shapes.add(
        new TableShape(
            table,
            stored.stream()
                .map(column -> column(column, keyed, added.contains(column.name())))
                .toList(),
            "",
            false,
            keyed));
    record Index(String name, boolean partial) {}
    for (Index index :
        PlainSql.rows(
            connection,
            "SELECT name, partial FROM pragma_index_list(?) WHERE ? OR origin <> 'pk'",
            row -> new Index(row.text(), row.number() == 1),
            table,
            keyed)) {
      List<Column> entries =
          PlainSql.rows(
              connection,
              "SELECT coalesce(name, '') FROM pragma_index_xinfo(?) ORDER BY seqno",
              row -> entry(row.text(), columns),
              index.name());
      shapes.add(new TableShape(table, entries, index.name(), index.partial(), false));
    }
    return shapes;
  }

  private static Column column(Told told, boolean keyed, boolean added) {
    if (told.type().equals("TEXT")) {
      return new Column(told.name(), Kind.TEXT, told.mayBeNull(), added);
    }
    return keyed && told.key() > 0
        ? new Column(told.name(), Kind.ROW_NUMBER, true, false)
        : new Column(told.name(), Kind.INTEGER, told.mayBeNull(), added);
  }

  /** An index has the row's number itself. */
  private static Column entry(String name, Map<String, Column> columns) {
    Column column = columns.get(name);
    return column == null || column.kind() == Kind.ROW_NUMBER
        ? new Column(name, Kind.INTEGER, false, false)
        : column;
  }
}
