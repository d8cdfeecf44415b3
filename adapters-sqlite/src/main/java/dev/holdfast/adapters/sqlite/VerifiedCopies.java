package dev.holdfast.adapters.sqlite;

import dev.holdfast.ports.out.env.StorageFailure;
import dev.holdfast.ports.out.env.StoreMaintenance.VerifiedCopy;
import dev.holdfast.ports.out.env.StoreProgress;
import dev.holdfast.ports.out.env.StoreProgress.Stage;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sqlite.SQLiteConnection;

/**
 * Copies of databases below {@code <home>/backups}, made by SQLite and read back before they get
 * their lasting name: a file of that name is whole.
 */
final class VerifiedCopies {

  /** Left free beside a copy, in bytes: what turns need before they are refused. */
  static final long FLOOR_BYTES = 200L * 1000 * 1000;

  private static final int PAGES_A_STEP = 4_096;
  private static final int TRIES_OF_A_STEP = 100;
  private static final int MILLIS_BETWEEN_TRIES = 10;
  private static final int MOST_DAMAGE = 5;

  private final Path home;
  private final Path folder;
  private final StoreFolder.Room room;
  private final StoreProgress progress;

  /**
   * Copies of one run.
   *
   * @param occasion the first part of the folder's name, which also has the time
   */
  VerifiedCopies(
      Path home, String occasion, Instant now, StoreFolder.Room room, StoreProgress progress) {
    this.home = home;
    this.folder = StoreFolder.newBackupFolder(home, occasion, now);
    this.room = room;
    this.progress = progress;
  }

  /** The newest copy that an upgrade made of a database, whether or not that is there. */
  static Optional<DatabaseFile> newestBeforeUpgrade(DatabaseFile file) {
    return StoreFolder.backups(file.home(), StoreFolder.BEFORE_UPGRADE).stream()
        .map(folder -> DatabaseFile.in(folder, file.relativePath()))
        .filter(DatabaseFile::exists)
        .findFirst();
  }

  /**
   * Copies a database that nobody writes, and reads the copy.
   *
   * @throws StorageFailure if there is no room, or the copy is not what the database is
   */
  VerifiedCopy make(DatabaseFile source) {
    try {
      StoreFolder.removeHalfMadeBackups(home);
      requireRoom(source);
      try {
        return whole(source);
      } finally {
        StoreFolder.removeHalfMadeBackups(home);
      }
    } catch (IOException e) {
      throw new StorageFailure(
          StorageFailure.Code.CANNOT_OPEN,
          "The backup cannot be written. The database is as it was.",
          Map.of("file", source.toString(), "cause", Failures.reason(e)),
          e);
    } catch (SQLException e) {
      throw Failures.ofOpening(source, e);
    }
  }

  private VerifiedCopy whole(DatabaseFile source) throws IOException, SQLException {
    DatabaseFile target = DatabaseFile.in(folder, source.relativePath());
    DatabaseFile making = target.beingMade();
    StoreFolder.createPrivately(folder);
    making.create();
    fill(source, making);
    DatabaseReading reading = verify(source, making);
    making.takeTimeOf(source);
    making.publishAs(target);
    StoreFolder.makeDurableUpTo(home, target.path());
    return copy(source, target, reading);
  }

  /**
   * The same, but takes the copy that an earlier upgrade made before it was cut short, if the
   * database was not written since: SQLite gives a file that it writes another time.
   */
  VerifiedCopy makeOrTake(DatabaseFile source) {
    Optional<DatabaseFile> earlier =
        source.hasLog()
            ? Optional.empty()
            : newestBeforeUpgrade(source).filter(copy -> copy.stamp().equals(source.stamp()));
    if (earlier.isEmpty()) {
      return make(source);
    }
    try {
      return copy(source, earlier.get(), verify(source, earlier.get()));
    } catch (SQLException e) {
      throw Failures.ofOpening(source, e);
    }
  }

  private static VerifiedCopy copy(
      DatabaseFile source, DatabaseFile copy, DatabaseReading reading) {
    return new VerifiedCopy(
        source.relativePath(), copy.toString(), reading.newestVersion(), reading.rows());
  }

  private void requireRoom(DatabaseFile source) throws IOException {
    long needed = source.stamp().bytes() + source.logBytes() + FLOOR_BYTES;
    long free = room.usableBytes(home);
    if (free < needed) {
      throw new StorageFailure(
          StorageFailure.Code.FULL,
          "There is no room for the backup that comes before a change. Nothing was changed.",
          Map.of(
              "file", source.toString(),
              "needed", Long.toString(needed),
              "free", Long.toString(free)));
    }
  }

  private void fill(DatabaseFile source, DatabaseFile target) throws SQLException {
    try (Connection connection = Connections.openAsItIs(source)) {
      int code =
          connection
              .unwrap(SQLiteConnection.class)
              .getDatabase()
              .backup(
                  "main",
                  target.toString(),
                  (remaining, pages) ->
                      progress.at(source.relativePath(), Stage.COPYING, pages - remaining, pages),
                  MILLIS_BETWEEN_TRIES,
                  TRIES_OF_A_STEP,
                  PAGES_A_STEP);
      if (code != 0) {
        throw new SQLException("the copy was not completed", "", code);
      }
    }
  }

  private DatabaseReading verify(DatabaseFile source, DatabaseFile copy) throws SQLException {
    progress.at(source.relativePath(), Stage.VERIFYING, 0, 0);
    DatabaseReading copied;
    try (Connection connection = Connections.openUnused(copy)) {
      List<String> damage = DatabaseReading.damage(connection, MOST_DAMAGE);
      if (!damage.isEmpty()) {
        throw new StorageFailure(
            StorageFailure.Code.CANNOT_OPEN,
            "The database is damaged, and so is its copy. It was not changed: holdfast doctor"
                + " says how to mend it.",
            Map.of("file", source.toString(), "damage", String.join("; ", damage)));
      }
      copied = DatabaseReading.of(connection);
    }
    try (Connection connection = Connections.openAsItIs(source)) {
      if (!DatabaseReading.of(connection).equals(copied)) {
        throw new StorageFailure(
            StorageFailure.Code.CANNOT_OPEN,
            "The backup has not the rows of the database. The database was not changed.",
            Map.of("file", source.toString(), "backup", copy.toString()));
      }
    }
    return copied;
  }
}
