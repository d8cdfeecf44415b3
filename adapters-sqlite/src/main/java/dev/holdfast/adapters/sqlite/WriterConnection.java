package dev.holdfast.adapters.sqlite;

import dev.holdfast.ports.out.env.Storage.Durability;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Function;

/**
 * The connection that writes, with its statements. Transactions are begun and ended by statements:
 * the driver's own mode would hold the write lock while nothing is to be done.
 *
 * @param <S> the statements of the schema
 */
final class WriterConnection<S> implements AutoCloseable {

  /**
   * A log larger than this is written back and begun anew, even if readers have to be waited for.
   */
  private static final long LOG_LIMIT_BYTES = 64L * 1024 * 1024;

  private final DatabaseFile file;
  private final Connection connection;
  private final S statements;
  private final PreparedStatement begin;
  private final PreparedStatement commit;
  private final PreparedStatement rollback;
  private final PreparedStatement savepoint;
  private final PreparedStatement release;
  private final PreparedStatement rollbackToSavepoint;

  private WriterConnection(DatabaseFile file, Connection connection, S statements)
      throws SQLException {
    this.file = file;
    this.connection = connection;
    this.statements = statements;
    begin = connection.prepareStatement("BEGIN IMMEDIATE");
    commit = connection.prepareStatement("COMMIT");
    rollback = connection.prepareStatement("ROLLBACK");
    savepoint = connection.prepareStatement("SAVEPOINT change");
    release = connection.prepareStatement("RELEASE change");
    rollbackToSavepoint = connection.prepareStatement("ROLLBACK TO change");
  }

  static <S> WriterConnection<S> open(
      DatabaseFile file, Durability durability, Function<Connection, S> statements) {
    Connection connection = Connections.openWriter(file, durability);
    try {
      return new WriterConnection<>(file, connection, statements.apply(connection));
    } catch (SQLException e) {
      throw Failures.ofOpening(file, e);
    }
  }

  DatabaseFile file() {
    return file;
  }

  S statements() {
    return statements;
  }

  void begin() throws SQLException {
    begin.executeUpdate();
  }

  void commit() throws SQLException {
    commit.executeUpdate();
  }

  void rollback() throws SQLException {
    rollback.executeUpdate();
  }

  void beginChange() throws SQLException {
    savepoint.executeUpdate();
  }

  void keepChange() throws SQLException {
    release.executeUpdate();
  }

  void undoChange() throws SQLException {
    rollbackToSavepoint.executeUpdate();
    release.executeUpdate();
  }

  /**
   * Writes the log back as far as no reader is in the way.
   *
   * @return whether nothing is left to write back
   */
  boolean checkpoint() throws SQLException {
    return checkpoint("PASSIVE");
  }

  /** Writes all of the log back, so that the file is the whole database. */
  void writeBack() throws SQLException {
    LogFile.writeBack(connection, file);
  }

  /** Keeps the log bounded: one that readers kept from being begun anew is, now. */
  void boundLog() throws SQLException {
    if (file.logBytes() > LOG_LIMIT_BYTES) {
      checkpoint("RESTART");
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }

  private boolean checkpoint(String mode) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("PRAGMA wal_checkpoint(" + mode + ")")) {
      boolean busy = row.getInt(1) != 0;
      int pages = row.getInt(2);
      int writtenBack = row.getInt(3);
      return !busy && pages == writtenBack;
    }
  }
}
