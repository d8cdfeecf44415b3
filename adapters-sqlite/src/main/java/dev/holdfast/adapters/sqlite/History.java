package dev.holdfast.adapters.sqlite;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The migrations that a database has had, as the migration library keeps them in it. */
sealed interface History {

  /** It has none: the file is empty or another program's. */
  record None() implements History {}

  /** One of them failed. */
  record Failed(String script) implements History {}

  /** The scripts, in order. */
  record Applied(List<String> scripts) implements History {
    public Applied {
      scripts = List.copyOf(scripts);
    }
  }

  /** Reads it. */
  static History read(Connection connection) throws SQLException {
    if (!PlainSql.tables(connection).contains("flyway_schema_history")) {
      return new None();
    }
    record Entry(String script, boolean succeeded) {}
    List<Entry> entries =
        PlainSql.rows(
            connection,
            "SELECT script, success FROM flyway_schema_history WHERE version IS NOT NULL"
                + " ORDER BY installed_rank",
            row -> new Entry(row.text(), row.number() != 0));
    List<String> scripts = new ArrayList<>();
    for (Entry entry : entries) {
      if (!entry.succeeded()) {
        return new Failed(entry.script());
      }
      scripts.add(entry.script());
    }
    return new Applied(scripts);
  }
}
