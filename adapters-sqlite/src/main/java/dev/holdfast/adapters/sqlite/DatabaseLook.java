package dev.holdfast.adapters.sqlite;

import dev.holdfast.ports.out.env.DatabaseFacts.Content;
import dev.holdfast.ports.out.env.DatabaseFacts.Dangling;
import dev.holdfast.ports.out.env.DatabaseFacts.Integrity;
import dev.holdfast.ports.out.env.DatabaseFacts.Orphans;
import dev.holdfast.ports.out.env.DatabaseFacts.SchemaState;
import dev.holdfast.ports.out.env.DatabaseFacts.Settings;
import dev.holdfast.ports.out.env.DatabaseFacts.Standing;
import dev.holdfast.ports.out.env.DatabaseFacts.UnendedTurn;
import dev.holdfast.ports.out.env.DatabaseFacts.View;
import dev.holdfast.ports.out.env.StoreInspection.Depth;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One look at an open database: what cannot be read is told and keeps nothing else back. */
final class DatabaseLook {

  private static final String DANGLING =
      "SELECT \"table\", parent, count(*) FROM pragma_foreign_key_check GROUP BY 1, 2";

  private final Schema schema;
  private final Connection connection;
  private final List<String> unread = new ArrayList<>();

  DatabaseLook(Schema schema, Connection connection) {
    this.schema = schema;
    this.connection = connection;
  }

  /** Something to read of a database. */
  interface Reading<T> {
    T read(Connection connection) throws SQLException;
  }

  /**
   * What is in it.
   *
   * @throws SQLException if nothing can be read
   */
  Content.Inspected look(String journalMode, View view, Depth depth) throws SQLException {
    PlainSql.execute(connection, "BEGIN");
    Settings settings = settings(journalMode, view);
    SchemaState state = schema.stateOf(connection);
    Map<String, Long> rows = rows();
    boolean known = state.standing() == Standing.CURRENT || state.standing() == Standing.OLDER;
    boolean agent = known && schema.equals(Schema.AGENT);
    List<Orphans> orphans =
        agent ? of("orphans", open -> OrphanQuery.findAll(open, depth), List.of()) : List.of();
    List<UnendedTurn> running =
        agent ? of("turns that run", UnendedTurns::read, List.of()) : List.of();
    List<String> blocked =
        known
            ? of(
                "blocked providers",
                open ->
                    PlainSql.rows(
                        open, "SELECT legacy_id FROM blocked_providers ORDER BY 1", Row::text),
                List.of())
            : List.of();
    PlainSql.execute(connection, "ROLLBACK");
    Integrity integrity =
        depth == Depth.FULL && view == View.WHOLE ? check() : new Integrity.NotChecked();
    return new Content.Inspected(
        settings, state, integrity, rows, orphans, running, blocked, unread);
  }

  /** The content with everything that could not be read, also since it was looked at. */
  Content.Inspected told(Content.Inspected content) {
    return new Content.Inspected(
        content.settings(),
        content.schema(),
        content.integrity(),
        content.rows(),
        content.orphans(),
        content.running(),
        content.blockedProviders(),
        unread);
  }

  /** Reads something, or says that it cannot be read. */
  <T> T of(String what, Reading<T> reading, T otherwise) {
    try {
      return reading.read(connection);
    } catch (SQLException e) {
      unread.add(what + ": " + Failures.reason(e));
      return otherwise;
    }
  }

  private Settings settings(String journalMode, View view) throws SQLException {
    return new Settings(
        journalMode,
        PlainSql.number(connection, "PRAGMA page_size"),
        PlainSql.number(connection, "PRAGMA page_count"),
        PlainSql.number(connection, "PRAGMA freelist_count"),
        view);
  }

  private Map<String, Long> rows() throws SQLException {
    Map<String, Long> rows = new TreeMap<>();
    for (String table : PlainSql.tables(connection)) {
      String count = "SELECT count(*) FROM " + PlainSql.quoted(table);
      long counted = of("rows of " + table, open -> PlainSql.number(open, count), -1L);
      if (counted >= 0) {
        rows.put(table, counted);
      }
    }
    return rows;
  }

  private Integrity check() {
    try {
      return new Integrity.Checked(
          DatabaseReading.damage(connection, Integrity.Checked.MOST_ROWS),
          of(
              "references",
              open ->
                  PlainSql.rows(
                      open, DANGLING, row -> new Dangling(row.text(), row.text(), row.number())),
              List.of()));
    } catch (SQLException e) {
      if (Failures.isDamage(e)) {
        // Damage may keep SQLite from telling all of it; that is an answer, too.
        return new Integrity.Checked(List.of(Failures.reason(e)), List.of());
      }
      unread.add("pages: " + Failures.reason(e));
      return new Integrity.NotChecked();
    }
  }
}
