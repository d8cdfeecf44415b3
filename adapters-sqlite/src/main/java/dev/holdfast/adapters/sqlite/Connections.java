package dev.holdfast.adapters.sqlite;

import dev.holdfast.ports.out.env.Storage.Durability;
import dev.holdfast.ports.out.env.StorageFailure;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.sqlite.BusyHandler;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteOpenMode;

/** Opens connections, each with the settings that its promises rest on, read back. */
final class Connections {

  /** The oldest SQLite whose write-ahead log cannot lose committed writes. */
  private static final int[] OLDEST_SQLITE = {3, 51, 3};

  /** How long a lock of another process is waited for before a call fails. */
  private static final Duration LOCK_WAIT = Duration.ofSeconds(10);

  /**
   * Half of SQLite's default: a turn touches some twenty pages of as many rows and indexes, and
   * each is written to the log whole.
   */
  static final int PAGE_BYTES = 2 * 1024;

  /** The log is written back at a commit when it has grown to this many pages. */
  private static final int CHECKPOINT_PAGES = 8_000;

  /** What is kept of the log's file after it was written back. */
  private static final long LOG_KEPT_BYTES = 32L * 1024 * 1024;

  private static final int WRITER_CACHE_KIB = 16 * 1024;
  private static final int READER_CACHE_KIB = 4 * 1024;

  private Connections() {}

  /** The connection that writes. The file must exist; it is never created here. */
  static Connection openWriter(DatabaseFile file, Durability durability) {
    SQLiteConfig config = config();
    config.resetOpenMode(SQLiteOpenMode.CREATE);
    return open(
        file,
        "",
        config,
        connection -> {
          set(connection, "journal_mode", "wal");
          set(connection, "synchronous", synchronousOf(durability));
          set(connection, "foreign_keys", "1");
          set(connection, "journal_size_limit", Long.toString(LOG_KEPT_BYTES));
          set(connection, "wal_autocheckpoint", Integer.toString(CHECKPOINT_PAGES));
          set(connection, "cache_size", Integer.toString(-WRITER_CACHE_KIB));
          set(connection, "temp_store", "2");
        });
  }

  /** A connection that SQLite itself keeps from writing, whatever is executed on it. */
  static Connection openReader(DatabaseFile file) {
    return openReading(file, "");
  }

  /**
   * The same for a file that nobody has open: takes no lock and makes no file beside it. Worthless
   * once the file changes.
   */
  static Connection openUnused(DatabaseFile file) {
    return openReading(file, "?immutable=1");
  }

  /**
   * The same for a file that another process may have open, or had open until it was killed: the
   * index of the log is read and never written. If nobody has it open, SQLite makes one of its own
   * in memory.
   *
   * <p>Source: os_unix.c and wal.c of SQLite, "readonly_shm".
   *
   * @throws StorageFailure if there is a log with something in it and no index of it, as in a copy
   *     of a home: SQLite would make one
   */
  static Connection openGuest(DatabaseFile file) {
    if (file.hasLogIndex()) {
      return openReading(file, "?readonly_shm=1");
    }
    if (file.logBytes() == 0) {
      return openUnused(file);
    }
    throw new StorageFailure(
        StorageFailure.Code.CANNOT_OPEN,
        "The database's write-ahead log has no index, as in a copy of a home, and cannot be read"
            + " without making one. Nothing was made: start the gateway once, or run holdfast"
            + " doctor --fix.",
        Map.of("file", file.toString()));
  }

  /**
   * Shows everything that was committed, and changes nothing but that SQLite may make the index of
   * the log. For whoever holds the home's lock and is about to write.
   */
  static Connection openAsItIs(DatabaseFile file) {
    return file.logBytes() > 0 && !file.hasLogIndex() ? openReader(file) : openGuest(file);
  }

  /**
   * The journal mode of a file that nobody has open, which a connection as to an unused one does
   * not tell. Without locks SQLite cannot use a write-ahead log, and refuses a file that has that
   * mode.
   *
   * <p>Source: sqlite.org/uri.html, "nolock".
   */
  static String journal(DatabaseFile file) throws SQLException {
    SQLiteConfig config = config();
    config.setReadOnly(true);
    try (Connection connection = connect(config, url(file) + "?nolock=1")) {
      return value(connection, "PRAGMA journal_mode");
    } catch (SQLException e) {
      if (e.getErrorCode() == SQLiteErrorCode.SQLITE_CANTOPEN.code) {
        return "wal";
      }
      throw e;
    }
  }

  /** The address of a file, for whoever brings a connection of its own. */
  static String url(DatabaseFile file) {
    return "jdbc:sqlite:" + file.path().toUri();
  }

  /** Options shared by every connection. */
  static SQLiteConfig config() {
    SQLiteConfig config = new SQLiteConfig();
    config.setOpenMode(SQLiteOpenMode.OPEN_URI);
    // The driver would compile and run a query for the key after each insert.
    config.setGetGeneratedKeys(false);
    return config;
  }

  private static Connection openReading(DatabaseFile file, String options) {
    SQLiteConfig config = config();
    config.setReadOnly(true);
    return open(
        file,
        options,
        config,
        connection -> {
          set(connection, "cache_size", Integer.toString(-READER_CACHE_KIB));
          set(connection, "temp_store", "2");
        });
  }

  private static Connection open(
      DatabaseFile file, String options, SQLiteConfig config, Setup setup) {
    try {
      Connection connection = connect(config, url(file) + options);
      try {
        BusyHandler.setHandler(connection, new WaitingBusyHandler(LOCK_WAIT));
        requireSafeSqlite(connection, file);
        setup.apply(connection);
        return connection;
      } catch (SQLException | StorageFailure failure) {
        connection.close();
        throw failure;
      }
    } catch (SQLException e) {
      throw Failures.ofOpening(file, e);
    }
  }

  /** Connects; the first time loads the library, which may be missing, or of another platform. */
  private static Connection connect(SQLiteConfig config, String url) throws SQLException {
    try {
      return config.createConnection(url);
    } catch (LinkageError unloadable) {
      throw new StorageFailure(
          StorageFailure.Code.CANNOT_OPEN,
          "SQLite's library cannot be loaded here, so no database was opened. It stands in the"
              + " distribution, under lib/native.",
          Map.of("cause", String.valueOf(unloadable.getMessage())),
          unloadable);
    }
  }

  private static void requireSafeSqlite(Connection connection, DatabaseFile file)
      throws SQLException {
    String version = value(connection, "SELECT sqlite_version()");
    if (!isSafe(version)) {
      throw new StorageFailure(
          StorageFailure.Code.CANNOT_OPEN,
          "This SQLite can lose committed writes; at least 3.51.3 is needed. Nothing was opened.",
          Map.of("sqlite", version, "file", file.toString()));
    }
  }

  /** The version of the SQLite that was loaded, whatever version the driver around it has. */
  static String engineVersion() {
    try (Connection connection = connect(config(), "jdbc:sqlite::memory:")) {
      return value(connection, "SELECT sqlite_version()");
    } catch (SQLException e) {
      throw new StorageFailure(
          StorageFailure.Code.READ_FAILED, "SQLite does not tell its version.", Map.of(), e);
    }
  }

  /** Whether this SQLite is new enough. */
  static boolean isSafe(String version) {
    int[] parts = Arrays.stream(version.split("\\.")).mapToInt(Integer::parseInt).toArray();
    return Arrays.compare(parts, OLDEST_SQLITE) >= 0;
  }

  /** Sets a pragma and reads it back: SQLite ignores what it does not know or cannot do. */
  private static void set(Connection connection, String pragma, String wanted) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA " + pragma + " = " + wanted);
    }
    String actual = value(connection, "PRAGMA " + pragma);
    if (!actual.equals(wanted)) {
      throw new StorageFailure(
          StorageFailure.Code.CANNOT_OPEN,
          "SQLite refused a setting that the store relies on.",
          Map.of("pragma", pragma, "wanted", wanted, "actual", actual));
    }
  }

  private static String value(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return rows.getString(1);
    }
  }

  private static String synchronousOf(Durability durability) {
    return switch (durability) {
      case FULL -> "2";
      case NORMAL -> "1";
    };
  }

  private interface Setup {
    void apply(Connection connection) throws SQLException;
  }
}
