package dev.holdfast.adapters.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.function.Function;

/**
 * A connection that cannot write, with its statements.
 *
 * @param <S> the statements of the schema
 */
final class ReaderConnection<S> implements AutoCloseable {

  private final Connection connection;
  private final Freshness freshness;
  private final S statements;
  private final PreparedStatement begin;
  private final PreparedStatement end;

  private ReaderConnection(Connection connection, Freshness freshness, S statements)
      throws SQLException {
    this.connection = connection;
    this.freshness = freshness;
    this.statements = statements;
    begin = connection.prepareStatement("BEGIN");
    end = connection.prepareStatement("ROLLBACK");
  }

  /** Whether what the connection sees may be older than the file. */
  private interface Freshness {
    boolean isLost();
  }

  /** A connection to a database that this process has open for writing, too. */
  static <S> ReaderConnection<S> besideWriter(
      DatabaseFile file, Function<Connection, S> statements) {
    return open(file, Connections.openReader(file), () -> false, statements);
  }

  /**
   * A connection to a database that another process may have open, or nobody. With nobody there it
   * reads the file alone and leaves nothing beside it; it is stale once somebody comes.
   */
  static <S> ReaderConnection<S> besideAnybody(
      DatabaseFile file, Function<Connection, S> statements) {
    DatabaseFile.Stamp seen = file.stamp();
    if (isInUse(file)) {
      return open(file, Connections.openGuest(file), () -> false, statements);
    }
    return open(
        file,
        Connections.openUnused(file),
        () -> isInUse(file) || !file.stamp().equals(seen),
        statements);
  }

  /** Whether the file alone may not be everything. */
  private static boolean isInUse(DatabaseFile file) {
    return file.hasLogIndex() || file.logBytes() > 0;
  }

  /** Whether another process has come, so that reading must be done again, on a new connection. */
  boolean isStale() {
    return freshness.isLost();
  }

  /** Runs work in one read transaction: everything it reads is of one moment. */
  void run(Task<S, ?> task) throws SQLException {
    begin.executeUpdate();
    try {
      task.run(statements);
    } finally {
      end.executeUpdate();
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }

  private static <S> ReaderConnection<S> open(
      DatabaseFile file,
      Connection connection,
      Freshness freshness,
      Function<Connection, S> statements) {
    try {
      return new ReaderConnection<>(connection, freshness, statements.apply(connection));
    } catch (SQLException e) {
      throw Failures.ofOpening(file, e);
    }
  }
}
