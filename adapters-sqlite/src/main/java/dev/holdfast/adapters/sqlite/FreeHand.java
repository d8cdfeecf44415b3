package dev.holdfast.adapters.sqlite;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * A transaction in which the schema's rules do not hold: its triggers are taken away and put back,
 * and references are not followed. What is left must keep the rules again.
 */
final class FreeHand {

  private FreeHand() {}

  /** Work that breaks rules on the way. */
  interface Work<T> {
    T run() throws SQLException;
  }

  /** Works, and commits if the work does not throw. */
  static <T> T on(Connection connection, Work<T> work) throws SQLException {
    PlainSql.execute(connection, "PRAGMA foreign_keys = OFF");
    PlainSql.execute(connection, "BEGIN IMMEDIATE");
    try {
      record Trigger(String name, String sql) {}
      List<Trigger> triggers =
          PlainSql.rows(
              connection,
              "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY rowid",
              row -> new Trigger(row.text(), row.text()));
      for (Trigger trigger : triggers) {
        PlainSql.execute(connection, "DROP TRIGGER " + PlainSql.quoted(trigger.name()));
      }
      T result = work.run();
      for (Trigger trigger : triggers) {
        PlainSql.execute(connection, trigger.sql());
      }
      PlainSql.execute(connection, "COMMIT");
      return result;
    } catch (SQLException | RuntimeException failure) {
      rollBack(connection, failure);
      throw failure;
    }
  }

  /** SQLite may have rolled back itself, as on a full disk: what failed first is what is told. */
  private static void rollBack(Connection connection, Exception failure) {
    try {
      PlainSql.execute(connection, "ROLLBACK");
    } catch (SQLException e) {
      failure.addSuppressed(e);
    }
  }
}
