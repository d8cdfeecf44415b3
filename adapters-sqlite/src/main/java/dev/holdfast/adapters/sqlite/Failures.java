package dev.holdfast.adapters.sqlite;

import dev.holdfast.ports.out.env.StorageFailure;
import dev.holdfast.ports.out.env.StorageFailure.Code;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.sqlite.SQLiteErrorCode;

/** Turns what SQLite says into the failure of the port: the one place that knows both. */
final class Failures {

  /** Extended result codes carry their primary code in the low byte. */
  private static final int PRIMARY_CODE = 0xff;

  /** Of I/O errors those that the file's bytes are the cause of; others are of locks or of room. */
  private static final Set<Integer> BAD_READS =
      Set.of(
          SQLiteErrorCode.SQLITE_IOERR_READ.code,
          SQLiteErrorCode.SQLITE_IOERR_SHORT_READ.code,
          SQLiteErrorCode.SQLITE_IOERR_DATA.code,
          SQLiteErrorCode.SQLITE_IOERR_CORRUPTFS.code);

  /**
   * What the smallest index of a write-ahead log takes.
   *
   * <p>Source: sqlite.org/walformat.html, "The WAL-Index File Format".
   */
  private static final long LOG_INDEX_BYTES = 32 * 1024;

  private Failures() {}

  /** A statement of a change failed; the change is undone. */
  static StorageFailure ofWrite(SQLException cause) {
    if (cause instanceof UnreadableValue) {
      return ofRead(cause);
    }
    Code code =
        switch (primaryCode(cause)) {
          case CONSTRAINT -> Code.CONSTRAINT;
          case FULL -> Code.FULL;
          case READ -> Code.READ_FAILED;
          case OTHER -> Code.COMMIT_FAILED;
        };
    return of(code, cause);
  }

  /** A read failed. */
  static StorageFailure ofRead(SQLException cause) {
    return of(Code.READ_FAILED, cause);
  }

  /** A database could not be opened or set up. */
  static StorageFailure ofOpening(DatabaseFile file, SQLException cause) {
    return ofOpening(file, cause, StoreFolder::usableBytes);
  }

  /** The same where the room on the disk is looked up so. */
  static StorageFailure ofOpening(DatabaseFile file, SQLException cause, StoreFolder.Room room) {
    Code code =
        primaryCode(cause) == Kind.FULL || failedForRoom(file, cause, room)
            ? Code.FULL
            : Code.CANNOT_OPEN;
    return new StorageFailure(
        code, message(code), Map.of("file", file.toString(), "cause", reason(cause)), cause);
  }

  /** The files beside a database cannot be made on a full disk, and SQLite says not why. */
  private static boolean failedForRoom(
      DatabaseFile file, SQLException cause, StoreFolder.Room room) {
    int code = cause.getErrorCode() & PRIMARY_CODE;
    return (code == SQLiteErrorCode.SQLITE_IOERR.code
            || code == SQLiteErrorCode.SQLITE_CANTOPEN.code)
        && hasNoRoom(file, room);
  }

  private static boolean hasNoRoom(DatabaseFile file, StoreFolder.Room room) {
    try {
      return room.usableBytes(file.home()) < LOG_INDEX_BYTES;
    } catch (IOException unknown) {
      return false;
    }
  }

  /** A file of the store could not be made or locked. */
  static StorageFailure ofFile(DatabaseFile file, String message, IOException cause) {
    return new StorageFailure(
        hasNoRoom(file, StoreFolder::usableBytes) ? Code.FULL : Code.CANNOT_OPEN,
        message,
        Map.of("file", file.toString(), "cause", reason(cause)),
        cause);
  }

  /** The commit of a batch failed; whether it is durable is not known. */
  static StorageFailure ofCommit(DatabaseFile file, SQLException cause) {
    Code code = primaryCode(cause) == Kind.FULL ? Code.FULL : Code.COMMIT_FAILED;
    return new StorageFailure(
        code, message(code), Map.of("file", file.toString(), "cause", reason(cause)), cause);
  }

  /** The writer cannot go on; nothing can be stored from now on. */
  static StorageFailure ofDeadWriter(DatabaseFile file, Throwable cause) {
    return new StorageFailure(
        Code.COMMIT_FAILED,
        "The writer of the database died. Whether the last changes were stored is not known.",
        Map.of("file", file.toString()),
        cause);
  }

  static StorageFailure closed() {
    return new StorageFailure(Code.CLOSED, message(Code.CLOSED), Map.of());
  }

  static StorageFailure of(Code code, Map<String, String> context) {
    return new StorageFailure(code, message(code), context);
  }

  private static StorageFailure of(Code code, SQLException cause) {
    return new StorageFailure(code, message(code), Map.of("cause", reason(cause)), cause);
  }

  /** What SQLite says, in its own constant words: a message may quote what a caller wrote. */
  static String reason(SQLException cause) {
    return cause instanceof UnreadableValue unreadable
        ? String.valueOf(unreadable.getMessage())
        : SQLiteErrorCode.getErrorCode(cause.getErrorCode()).name();
  }

  /** Why a file could not be read or written, without its name. */
  static String reason(IOException cause) {
    return cause instanceof FileSystemException file
        ? Objects.requireNonNullElse(file.getReason(), file.getClass().getSimpleName())
        : Objects.requireNonNullElse(cause.getMessage(), cause.getClass().getSimpleName());
  }

  /** Whether SQLite says that the file itself is damaged, or cannot be read to its end. */
  static boolean isDamage(SQLException cause) {
    return primaryCode(cause) == Kind.READ || BAD_READS.contains(cause.getErrorCode());
  }

  private static String message(Code code) {
    return switch (code) {
      case CANNOT_OPEN -> "The database cannot be opened. It was left as it is.";
      case NEWER_SCHEMA ->
          "The database was written by a newer Holdfast. It was not touched: start the newer one.";
      case COMMIT_FAILED -> "The change could not be stored.";
      case FULL -> "No space is left for the store. Nothing of the change was stored.";
      case READ_FAILED -> "The store could not be read.";
      case CLOSED -> "The store is not open for this.";
      case AGENT_UNAVAILABLE -> "The agent has no database in service.";
      case CONSTRAINT -> "A rule of the schema refused the change. Nothing of it was stored.";
    };
  }

  private static Kind primaryCode(SQLException cause) {
    int code = cause.getErrorCode() & PRIMARY_CODE;
    if (code == SQLiteErrorCode.SQLITE_CONSTRAINT.code) {
      return Kind.CONSTRAINT;
    }
    if (code == SQLiteErrorCode.SQLITE_FULL.code) {
      return Kind.FULL;
    }
    if (code == SQLiteErrorCode.SQLITE_CORRUPT.code || code == SQLiteErrorCode.SQLITE_NOTADB.code) {
      return Kind.READ;
    }
    return Kind.OTHER;
  }

  private enum Kind {
    CONSTRAINT,
    FULL,
    READ,
    OTHER
  }
}
