package dev.holdfast.adapters.sqlite;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What tells whether two files hold the same database, and the words of SQLite's own checks.
 *
 * @param history the migrations it has had
 * @param rows the number of rows of each table
 * @param dangling references that lead nowhere
 */
record DatabaseReading(List<String> history, Map<String, Long> rows, long dangling) {

  private static final String HISTORY =
      "SELECT script FROM flyway_schema_history ORDER BY installed_rank";

  DatabaseReading {
    history = List.copyOf(history);
    rows = Map.copyOf(rows);
  }

  /** Reads on a connection inside one transaction, so that everything is of one moment. */
  static DatabaseReading of(Connection connection) throws SQLException {
    Map<String, Long> rows = new TreeMap<>();
    for (String table : PlainSql.tables(connection)) {
      rows.put(
          table, PlainSql.number(connection, "SELECT count(*) FROM " + PlainSql.quoted(table)));
    }
    return new DatabaseReading(
        PlainSql.rows(connection, HISTORY, Row::text),
        rows,
        PlainSql.number(connection, "SELECT count(*) FROM pragma_foreign_key_check"));
  }

  /** The newest migration's version. */
  String newestVersion() {
    return history.isEmpty() ? "" : Schema.versionOf(history.getLast());
  }

  /** SQLite's words about damaged pages, at most so many; empty: there are none. */
  static List<String> damage(Connection connection, int most) throws SQLException {
    List<String> words =
        PlainSql.rows(connection, "PRAGMA integrity_check(" + most + ")", Row::text);
    return words.equals(List.of("ok")) ? List.of() : words;
  }
}
