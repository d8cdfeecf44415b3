package dev.holdfast.adapters.sqlite;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A database as any program with SQLite sees it: no port, no type, only SQL. */
final class RawDatabase implements AutoCloseable {

  static final String CONTROL_PLANE = "state/holdfast.sqlite";
  static final String AGENT = "agents/main/agent/holdfast-agent.sqlite";

  /** Where a file tells how many pages of it hold nothing. */
  private static final int FREE_PAGES_AT = 36;

  private final Connection connection;

  private RawDatabase(Connection connection) {
    this.connection = connection;
  }

  static RawDatabase agentOf(Path home) throws SQLException {
    return open(home.resolve(AGENT));
  }

  static RawDatabase controlPlaneOf(Path home) throws SQLException {
    return open(home.resolve(CONTROL_PLANE));
  }

  static RawDatabase open(Path file) throws SQLException {
    return on(DriverManager.getConnection("jdbc:sqlite:" + file));
  }

  /** Damages a closed database so that SQLite finds it, and every row can be read all the same. */
  static void damageHarmlessly(Path file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
    bytes.putInt(FREE_PAGES_AT, bytes.getInt(FREE_PAGES_AT) + 1);
    Files.write(file, bytes.array());
  }

  static RawDatabase on(Connection connection) {
    return new RawDatabase(connection);
  }

  /** Executes a statement and says how many rows it changed. */
  int execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
      return Math.max(statement.getUpdateCount(), 0);
    }
  }

  /** Rows as text, columns parted by bars; NULL is a dash. */
  List<String> rows(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> all = new ArrayList<>();
      int columns = rows.getMetaData().getColumnCount();
      while (rows.next()) {
        List<String> values = new ArrayList<>();
        for (int column = 1; column <= columns; column++) {
          String value = rows.getString(column);
          values.add(value == null ? "-" : value);
        }
        all.add(String.join("|", values));
      }
      return all;
    }
  }

  /** The only value of the only row. */
  String value(String sql) throws SQLException {
    List<String> rows = rows(sql);
    if (rows.size() != 1) {
      throw new IllegalStateException("one row expected, not " + rows.size());
    }
    return rows.getFirst();
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
