package dev.holdfast.app.torture;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An agent's database as plain SQL finds it, at one moment.
 *
 * @param sessions what the keys point at
 * @param events in the order of transcript and sequence
 * @param turns in the order in which they began
 */
record StoreRows(
    List<SessionRow> sessions,
    List<TranscriptRow> transcripts,
    List<EventRow> events,
    List<TurnRow> turns,
    List<LeaseRow> leases) {

  /** A store in which nothing ever happened. */
  static final StoreRows EMPTY =
      new StoreRows(List.of(), List.of(), List.of(), List.of(), List.of());

  /** How long a lock of a process that runs is waited for. */
  private static final int BUSY_MILLIS = 10_000;

  StoreRows {
    sessions = List.copyOf(sessions);
    transcripts = List.copyOf(transcripts);
    events = List.copyOf(events);
    turns = List.copyOf(turns);
    leases = List.copyOf(leases);
  }

  record SessionRow(String key, String session) {}

  /**
   * A transcript.
   *
   * @param previous empty for the first of its key
   * @param reason why the one before was given up, empty for the first
   * @param head 0 for the root
   */
  record TranscriptRow(
      String session, String key, String previous, String reason, long eventCount, long head) {}

  /**
   * An event.
   *
   * @param parent 0 for the root
   * @param role empty for what is no message
   */
  record EventRow(
      String session, long sequence, long parent, String turn, String role, String text) {}

  /**
   * A turn.
   *
   * @param key empty for one without a session key
   */
  record TurnRow(
      long number,
      String turn,
      String key,
      String session,
      String state,
      String owner,
      long epoch) {}

  /**
   * A lease.
   *
   * @param owner empty while it is free
   */
  record LeaseRow(String key, long epoch, String owner) {}

  /** Reads a database. Another process may have it open; this one must not. */
  static StoreRows read(Path database) {
    try (Connection connection = open(database)) {
      connection.setAutoCommit(false);
      return new StoreRows(
          rows(
              connection,
              "SELECT session_key, session_id FROM sessions ORDER BY session_key",
              row -> new SessionRow(text(row, 1), text(row, 2))),
          rows(
              connection,
              """
              SELECT session_id, session_key, previous_session_id, rotation_reason, event_count,
                     head_sequence
              FROM transcripts WHERE session_key IS NOT NULL ORDER BY session_id
              """,
              row ->
                  new TranscriptRow(
                      text(row, 1),
                      text(row, 2),
                      text(row, 3),
                      text(row, 4),
                      row.getLong(5),
                      row.getLong(6))),
          rows(
              connection,
              """
              SELECT session_id, sequence, parent_sequence, turn_id,
                     json_extract(payload, '$.role'), json_extract(payload, '$.content[0].text')
              FROM events ORDER BY session_id, sequence
              """,
              row ->
                  new EventRow(
                      text(row, 1),
                      row.getLong(2),
                      row.getLong(3),
                      text(row, 4),
                      text(row, 5),
                      text(row, 6))),
          rows(
              connection,
              """
              SELECT turn_number, turn_id, session_key, session_id, state, owner, epoch
              FROM turns ORDER BY turn_number
              """,
              row ->
                  new TurnRow(
                      row.getLong(1),
                      text(row, 2),
                      text(row, 3),
                      text(row, 4),
                      text(row, 5),
                      text(row, 6),
                      row.getLong(7))),
          rows(
              connection,
              "SELECT session_key, epoch, owner FROM leases ORDER BY session_key",
              row -> new LeaseRow(text(row, 1), row.getLong(2), text(row, 3))));
    } catch (SQLException failure) {
      throw new IllegalStateException("cannot read " + database, failure);
    }
  }

  /** What SQLite's own checks say of a database. */
  static List<Violation> integrity(Path database) {
    try (Connection connection = open(database)) {
      List<String> found = rows(connection, "PRAGMA integrity_check", row -> text(row, 1));
      List<String> problems = new ArrayList<>(found);
      problems.remove("ok");
      problems.addAll(
          rows(connection, "PRAGMA foreign_key_check", row -> "dangling row of " + text(row, 1)));
      return problems.stream()
          .map(
              problem ->
                  new Violation(
                      Invariant.THE_FILE_IS_WHOLE, database.getFileName().toString(), problem))
          .toList();
    } catch (SQLException failure) {
      return List.of(
          new Violation(
              Invariant.THE_FILE_IS_WHOLE,
              database.getFileName().toString(),
              String.valueOf(failure.getMessage())));
    }
  }

  private static Connection open(Path database) throws SQLException {
    Connection connection =
        DriverManager.getConnection("jdbc:sqlite:file:" + database + "?mode=ro");
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA busy_timeout = " + BUSY_MILLIS);
    }
    return connection;
  }

  private interface Reading<R> {
    R read(ResultSet row) throws SQLException;
  }

  private static <R> List<R> rows(Connection connection, String query, Reading<R> reading)
      throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      List<R> rows = new ArrayList<>();
      while (result.next()) {
        rows.add(reading.read(result));
      }
      return rows;
    }
  }

  private static String text(ResultSet row, int column) throws SQLException {
    @Nullable String text = row.getString(column);
    return text == null ? "" : text;
  }
}
