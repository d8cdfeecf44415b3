package dev.holdfast.app.endtoend;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/**
 * An agent's database, seen with plain SQL. The gateway may run: this is another process, and
 * SQLite is made for that.
 */
final class AgentStore {

  /** Longer than a turn needs to end once its time has come. */
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private static final Duration POLL = Duration.ofMillis(50);

  private final Path database;

  AgentStore(Path database) {
    this.database = database;
  }

  /** The rows of a query, the columns of each joined by a space. */
  List<String> rows(String query) {
    try (Connection connection = open("?mode=ro");
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      List<String> rows = new ArrayList<>();
      int columns = result.getMetaData().getColumnCount();
      while (result.next()) {
        StringJoiner row = new StringJoiner(" ");
        for (int column = 1; column <= columns; column++) {
          row.add(String.valueOf(result.getString(column)));
        }
        rows.add(row.toString());
      }
      return rows;
    } catch (SQLException failure) {
      throw new IllegalStateException(query, failure);
    }
  }

  /** Sessions, events, unended turns and leases held, as one line. */
  String counts() {
    return rows("""
    SELECT 'sessions', (SELECT count(*) FROM sessions),
           'events', (SELECT count(*) FROM events),
           'running', (SELECT count(*) FROM turns WHERE ended_at_micros IS NULL),
           'leased', (SELECT count(*) FROM leases WHERE owner IS NOT NULL)
    """)
        .getFirst();
  }

  /** Waits until a query gives exactly these rows. */
  void await(String query, String... expected) throws InterruptedException {
    Instant deadline = Instant.now().plus(LIMIT);
    List<String> rows = rows(query);
    while (!rows.equals(List.of(expected))) {
      if (Instant.now().isAfter(deadline)) {
        throw new AssertionError(query + " still gives " + rows);
      }
      Thread.sleep(POLL);
      rows = rows(query);
    }
  }

  /** Writes as any program could that has the file; only while no gateway runs. */
  void write(String sql) throws SQLException {
    try (Connection connection = open("");
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }

  private Connection open(String mode) throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:file:" + database + mode);
  }
}
