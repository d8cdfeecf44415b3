package dev.holdfast.adapters.sqlite;

import dev.holdfast.ports.out.env.StorageFailure;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteOpenMode;

/**
 * Brings a database to the schema of this program. Each migration is one transaction, so one that
 * is killed half-way is as if it had not begun, and the next start goes on with it.
 *
 * <p>The migration library takes no lock of its own on SQLite; a lock file of the home does.
 */
final class Migration {

  private static final int LOCK_WAIT_MILLIS = 10_000;

  private static final String UNDONE =
      "A migration of the database failed and was undone. It is as it was before.";
  private static final String NOT_MADE = "The database could not be made. Nothing is in its place.";

  /** Locks on files hold between processes only. */
  private static final ReentrantLock IN_THIS_PROCESS = new ReentrantLock();

  private Migration() {}

  /** Runs what is pending. Nobody else may have the database open. */
  static void run(Schema schema, DatabaseFile file) {
    run(schema, file, UNDONE);
  }

  /** Makes the tables of a new database. */
  static void make(Schema schema, DatabaseFile file) {
    run(schema, file, NOT_MADE);
  }

  private static void run(Schema schema, DatabaseFile file, String told) {
    IN_THIS_PROCESS.lock();
    try (StoreFolder.MigrationLock held = StoreFolder.lockForMigration(file.home())) {
      migrate(schema, file, told, held);
    } catch (IOException e) {
      throw Failures.ofFile(
          file, "The lock for migrations cannot be taken. Nothing was changed.", e);
    } finally {
      IN_THIS_PROCESS.unlock();
    }
  }

  private static void migrate(
      Schema schema, DatabaseFile file, String told, StoreFolder.MigrationLock held) {
    if (!held.lock().isValid()) {
      throw new IllegalStateException("migrations run under the lock");
    }
    try {
      Flyway.configure(Migration.class.getClassLoader())
          .dataSource(source(file))
          .locations("classpath:" + schema.folder())
          .failOnMissingLocations(true)
          .loggers("slf4j")
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw failure(file, told, e);
    }
  }

  private static SQLiteDataSource source(DatabaseFile file) {
    SQLiteConfig config = Connections.config();
    config.resetOpenMode(SQLiteOpenMode.CREATE);
    config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    config.setBusyTimeout(LOCK_WAIT_MILLIS);
    config.setPageSize(Connections.PAGE_BYTES); // of a new file; one that is there keeps its own
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl(Connections.url(file));
    return source;
  }

  /** What SQLite said is behind what the migration library says, which names no cause. */
  static StorageFailure failure(DatabaseFile file, String told, FlywayException failed) {
    for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        StorageFailure known = Failures.ofOpening(file, sql);
        return new StorageFailure(
            known.code(),
            known.code() == StorageFailure.Code.FULL
                ? "No space is left on the device. " + told
                : told,
            known.context(),
            failed);
      }
    }
    return new StorageFailure(
        StorageFailure.Code.CANNOT_OPEN, told, Map.of("file", file.toString()), failed);
  }
}
