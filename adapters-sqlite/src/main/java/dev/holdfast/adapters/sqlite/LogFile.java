package dev.holdfast.adapters.sqlite;

import dev.holdfast.ports.out.env.Storage.Durability;
import dev.holdfast.ports.out.env.StorageFailure;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/** The write-ahead log of a database that nobody has open. */
final class LogFile {

  private LogFile() {}

  /**
   * Writes the log back and removes it; does nothing without one. The caller knows that the
   * database is one of this program.
   *
   * @return its size before, in bytes
   */
  static long empty(DatabaseFile file) {
    if (!file.hasLog()) {
      return 0;
    }
    long bytes = file.logBytes();
    try (Connection connection = Connections.openWriter(file, Durability.FULL)) {
      writeBack(connection, file);
    } catch (SQLException e) {
      throw Failures.ofOpening(file, e);
    }
    return bytes;
  }

  /**
   * Makes sure that SQLite would believe the log: one whose header is damaged is empty for it, and
   * gone once it is emptied.
   *
   * @throws StorageFailure if it would not
   */
  static void requireHeader(DatabaseFile file) {
    try (DamagedPages pages = DamagedPages.open(file)) {
      if (pages.hasLogWithoutHeader()) {
        throw new StorageFailure(
            StorageFailure.Code.CANNOT_OPEN,
            "The header of the database's log is damaged, so nothing of the log can be written"
                + " back. Both were left as they are: put a backup in their place.",
            Map.of("file", file.toString()));
      }
    } catch (IOException e) {
      throw new StorageFailure(
          StorageFailure.Code.CANNOT_OPEN,
          "The database's log cannot be read. It was left as it is.",
          Map.of("file", file.toString(), "cause", Failures.reason(e)),
          e);
    }
  }

  /** Writes everything back: closing a connection tries to, and tells nobody if it cannot. */
  static void writeBack(Connection connection, DatabaseFile file) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("PRAGMA wal_checkpoint(TRUNCATE)")) {
      if (row.getInt(1) != 0) {
        throw new StorageFailure(
            StorageFailure.Code.CANNOT_OPEN,
            "The database's log cannot be written back: another process reads it. Nothing was"
                + " lost; try again when that has ended.",
            Map.of("file", file.toString()));
      }
    }
  }
}
