package dev.holdfast.adapters.sqlite;

import dev.holdfast.ports.out.env.Storage.Durability;
import dev.holdfast.ports.out.env.StorageFailure;
import dev.holdfast.ports.out.env.Telemetry;
import dev.holdfast.ports.out.env.Telemetry.LogWatch;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One open database: its writer, if it may be written, and its readers.
 *
 * @param <W> the statements that change it
 * @param <R> the statements that read it
 */
final class Database<W, R> implements AutoCloseable {

  private final @Nullable Writer<W> writer;
  private final Readers<R> readers;
  private final LogWatch log;

  private Database(@Nullable Writer<W> writer, Readers<R> readers, LogWatch log) {
    this.writer = writer;
    this.readers = readers;
    this.log = log;
  }

  /**
   * A kind of database.
   *
   * @param name what its threads are called by
   * @param database what telemetry calls it
   */
  record Kind<W, R>(
      String name,
      Telemetry.Database database,
      Schema schema,
      Function<Connection, W> writes,
      Function<Connection, R> reads) {}

  /** What becomes of a database that is older than the program. */
  interface Older {

    /** Brings it to the schema of the program, or refuses it. */
    void bringForward(Schema schema, DatabaseFile file);
  }

  /**
   * Opens a database that is there, for writing.
   *
   * @param older what becomes of one that is older than the program
   * @param death told if its writer dies
   * @param telemetry hears of commits and of the log
   */
  static <W, R> Database<W, R> open(
      Kind<W, R> kind,
      DatabaseFile file,
      Durability durability,
      Older older,
      Consumer<StorageFailure> death,
      Telemetry telemetry) {
    file.requirePlain();
    if (standing(kind.schema(), file) == Schema.Standing.OLDER) {
      older.bringForward(kind.schema(), file);
    }
    file.makePrivate();
    Telemetry.Database database = kind.database();
    Writer<W> writer =
        Writer.open(
            file,
            durability,
            kind.writes(),
            kind.name(),
            death,
            new Writer.Told(telemetry, database));
    return new Database<>(
        writer,
        Readers.start(() -> ReaderConnection.besideWriter(file, kind.reads()), kind.name()),
        telemetry.watchLog(database, file::logBytes));
  }

  /** Opens a database that is there, for reading; changes nothing. */
  static <W, R> Database<W, R> openForReading(Kind<W, R> kind, DatabaseFile file) {
    file.requirePlain();
    if (standing(kind.schema(), file, Connections::openGuest) == Schema.Standing.OLDER) {
      throw tooOld(kind.schema(), file);
    }
    return new Database<>(
        null,
        Readers.start(() -> ReaderConnection.besideAnybody(file, kind.reads()), kind.name()),
        () -> {});
  }

  /**
   * Makes a database under a passing name, fills it, and gives it its lasting name once it is
   * whole: a file of that name is never half made.
   */
  static <W> void create(
      Schema schema, DatabaseFile file, Function<Connection, W> writes, Task.Work<W, ?> first) {
    DatabaseFile making = file.beingMade();
    making.discard();
    boolean whole = false;
    try {
      making.create();
      Migration.make(schema, making);
      fill(making, writes, first);
      making.publishAs(file);
      whole = true;
    } finally {
      if (!whole) {
        making.discard();
      }
    }
  }

  private static <W> void fill(
      DatabaseFile making, Function<Connection, W> writes, Task.Work<W, ?> first) {
    try (WriterConnection<W> connection = WriterConnection.open(making, Durability.FULL, writes)) {
      connection.begin();
      first.run(connection.statements());
      connection.commit();
      connection.writeBack();
    } catch (SQLException e) {
      throw Failures.ofOpening(making, e);
    }
  }

  /** Runs a change and returns once it is durable. */
  <T> T write(Task.Work<W, T> work) {
    if (writer == null) {
      throw Failures.closed();
    }
    return writer.call(work);
  }

  /** Reads what is stored at one moment. */
  <T> T read(Task.Work<R, T> work) {
    return readers.call(work);
  }

  /** The readers go first, so that the writer is the last and clears the log away. */
  @Override
  public void close() {
    log.close();
    readers.close();
    if (writer != null) {
      writer.close();
    }
  }

  /** Why a database that is older than the program was left as it is. */
  static StorageFailure tooOld(Schema schema, DatabaseFile file) {
    return new StorageFailure(
        StorageFailure.Code.CANNOT_OPEN,
        "The database was written by an older Holdfast. It was not touched: holdfast gateway run,"
            + " or holdfast doctor --fix, brings it forward after a backup.",
        Map.of("file", file.toString(), "program", schema.newestVersion()));
  }

  /** How a database stands to this program, for whoever holds the home's lock; only reads. */
  static Schema.Standing standing(Schema schema, DatabaseFile file) {
    return standing(schema, file, Connections::openAsItIs);
  }

  private static Schema.Standing standing(
      Schema schema, DatabaseFile file, Function<DatabaseFile, Connection> opening) {
    try (Connection connection = opening.apply(file)) {
      return schema.standingOf(file, connection);
    } catch (SQLException e) {
      throw Failures.ofOpening(file, e);
    }
  }
}
