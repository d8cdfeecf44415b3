package dev.holdfast.adapters.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Statements that are run once and written as text: for looking at databases and mending them. */
final class PlainSql {

  private static final String TABLES =
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite~_%' ESCAPE '~'"
          + " ORDER BY name";

  private PlainSql() {}

  /** Every row of a query, in order. */
  static <R> List<R> rows(
      Connection connection, String sql, KeptStatement.RowReader<R> reader, Object... values)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, values);
      List<R> all = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          all.add(Row.read(reader, rows));
        }
      }
      return all;
    }
  }

  /** The only number of the only row. */
  static long number(Connection connection, String sql, Object... values) throws SQLException {
    return rows(connection, sql, Row::number, values).getFirst();
  }

  /** The only text of the only row. */
  static String text(Connection connection, String sql, Object... values) throws SQLException {
    return rows(connection, sql, Row::text, values).getFirst();
  }

  /** Changes rows and says how many. */
  static int update(Connection connection, String sql, @Nullable Object... values)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, values);
      return statement.executeUpdate();
    }
  }

  /** Executes what changes no rows. */
  static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The names of the tables of a database, in order. */
  static List<String> tables(Connection connection) throws SQLException {
    return rows(connection, TABLES, Row::text);
  }

  /** A name as it stands in a statement. */
  static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  private static void bind(PreparedStatement statement, @Nullable Object... values)
      throws SQLException {
    for (int index = 0; index < values.length; index++) {
      statement.setObject(index + 1, values[index]);
    }
  }
}
