package dev.holdfast.adapters.sqlite;

import dev.holdfast.ports.out.env.DatabaseFacts.Content;
import dev.holdfast.ports.out.env.DatabaseFacts.Reason;
import dev.holdfast.ports.out.env.DatabaseFacts.View;
import dev.holdfast.ports.out.env.StorageFailure;
import dev.holdfast.ports.out.env.StoreInspection.Depth;
import dev.holdfast.ports.out.env.StoreProgress;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;

/** Looks into one database file without a trace, whoever else has it open. */
final class DatabaseInspection {

  /** How often a look is begun anew because somebody wrote meanwhile. */
  private static final int MOST_LOOKS = 3;

  private static final int PRIMARY_CODE = 0xff;

  private final Depth depth;
  private final StoreProgress progress;

  DatabaseInspection(Depth depth, StoreProgress progress) {
    this.depth = depth;
    this.progress = progress;
  }

  /** What is read beside the content, on the same connection. */
  interface More<T> {
    T read(DatabaseLook look, Content.Inspected content);
  }

  /** A content and what else was read; or why nothing was. */
  sealed interface Outcome<T> {

    /** It was read. */
    record Seen<T>(Content.Inspected content, T more) implements Outcome<T> {}

    /** It was not. */
    record Unseen<T>(Content content) implements Outcome<T> {}
  }

  /** Looks into a file. */
  <T> Outcome<T> look(Schema schema, DatabaseFile file, More<T> more) {
    if (!file.exists()) {
      return file.isAbsent()
          ? new Outcome.Unseen<>(new Content.Missing())
          : unseen(Reason.NO_ACCESS, "A folder on the way to the file cannot be entered.");
    }
    try {
      file.requirePlain();
      if (file.stamp().bytes() == 0) {
        return unseen(Reason.NOT_OURS, "The file is empty.");
      }
      return look(schema, file, more, MOST_LOOKS);
    } catch (StorageFailure failure) {
      String message = String.valueOf(failure.getMessage());
      return switch (failure.getCause()) {
        case SQLException sql -> unseen(file, sql);
        case IOException _ -> unseen(Reason.NO_ACCESS, message);
        case null, default -> unseen(Reason.NOT_PLAIN, message);
      };
    } catch (SQLException e) {
      return unseen(file, e);
    }
  }

  private <T> Outcome<T> look(Schema schema, DatabaseFile file, More<T> more, int looks)
      throws SQLException {
    DatabaseFile.Stamp before = file.stamp();
    boolean logged = file.logBytes() > 0;
    boolean shared = logged && file.hasLogIndex();
    Outcome<T> outcome;
    try (Connection connection =
        shared ? Connections.openGuest(file) : Connections.openUnused(file)) {
      CheckProgress.tell(connection, file, progress);
      DatabaseLook look = new DatabaseLook(schema, connection);
      Content.Inspected content =
          look.look(
              shared ? PlainSql.text(connection, "PRAGMA journal_mode") : Connections.journal(file),
              logged && !shared ? View.WITHOUT_LOG : View.WHOLE,
              depth);
      T read = more.read(look, content);
      outcome = new Outcome.Seen<>(look.told(content), read);
    }
    boolean changed = !shared && (!file.stamp().equals(before) || file.logBytes() > 0 != logged);
    return changed && looks > 1 ? look(schema, file, more, looks - 1) : outcome;
  }

  private static <T> Outcome<T> unseen(DatabaseFile file, SQLException e) {
    String words = Failures.reason(e);
    if ((e.getErrorCode() & PRIMARY_CODE) == SQLiteErrorCode.SQLITE_BUSY.code) {
      return unseen(Reason.LOCKED, "Another process holds the database: " + words + '.');
    }
    if (!Failures.isDamage(e)) {
      return unseen(Reason.NO_ACCESS, "The file cannot be opened: " + words + '.');
    }
    return file.logBytesIfKnown() > 0 && !file.hasLogIndex()
        ? unseen(
            Reason.LOG_NEEDED,
            "The file is not whole without its log, which cannot be read without making a file: "
                + words
                + '.')
        : unseen(Reason.DAMAGED, "The file is damaged: " + words + '.');
  }

  private static <T> Outcome<T> unseen(Reason reason, String message) {
    return new Outcome.Unseen<>(new Content.Unreadable(reason, message));
  }
}
