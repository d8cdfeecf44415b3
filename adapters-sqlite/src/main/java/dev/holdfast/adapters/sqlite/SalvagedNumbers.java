package dev.holdfast.adapters.sqlite;

import dev.holdfast.ports.out.env.StoreMaintenance.Losses;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How many rows each table is known to have had, and where its numbers go on. */
final class SalvagedNumbers {

  /** The tables whose numbers never come back, each with its column. */
  private static final Map<String, String> COUNTED =
      Map.of("changes", "change_number", "audit", "audit_number");

  private static final String MISSING_EVENTS =
      "SELECT coalesce(sum(max(0, event_count - (SELECT count(*) FROM events"
          + " WHERE session_id = transcripts.session_id))), 0) FROM transcripts";

  /** Turns are never removed, and numbered one after the other. */
  private static final String TURNS =
      "SELECT max((SELECT coalesce(max(turn_number), 0) FROM turns), (SELECT count(*) FROM turns)"
          + " + (SELECT count(*) FROM (SELECT turn_id FROM events UNION SELECT turn_id FROM changes"
          + " UNION SELECT turn_id FROM responses UNION SELECT turn_id FROM adopted_events"
          + " UNION SELECT turn_id FROM idempotency UNION SELECT turn_id FROM leases)"
          + " WHERE turn_id IS NOT NULL AND turn_id NOT IN (SELECT turn_id FROM turns)))";

  /** The table that never has more than one row. */
  private static final String SINGLETON = "store_identity";

  private final Connection connection;
  private final RowHarvest harvest;
  private final Map<String, Long> known;
  private final Map<String, Long> last;

  private SalvagedNumbers(
      Connection connection, RowHarvest harvest, Map<String, Long> known, Map<String, Long> last) {
    this.connection = connection;
    this.harvest = harvest;
    this.known = known;
    this.last = last;
  }

  /** Looks at the rows that were read, before any of them is mended. */
  static SalvagedNumbers of(
      Connection connection, RowHarvest harvest, SalvageTarget target, List<TableShape> shapes)
      throws SQLException {
    Map<String, Long> known = new HashMap<>();
    Map<String, Long> last = new HashMap<>();
    for (TableShape shape : shapes) {
      if (shape.isTable()) {
        String table = shape.name();
        long atLeast = Math.max(target.read(table), harvest.indexed(table));
        if (COUNTED.containsKey(table)) {
          long newest = Math.max(harvest.lastNumber(table), newest(connection, table));
          last.put(table, newest);
          atLeast = Math.max(atLeast, newest - oldest(connection, table, newest) + 1);
        }
        if (table.equals("events")) {
          atLeast =
              Math.max(atLeast, target.read(table) + PlainSql.number(connection, MISSING_EVENTS));
        }
        if (table.equals("turns")) {
          atLeast = Math.max(atLeast, PlainSql.number(connection, TURNS));
        }
        known.put(table, atLeast);
      }
    }
    return new SalvagedNumbers(connection, harvest, known, last);
  }

  /** How many rows a table had at least. */
  long known(String table) {
    return known.getOrDefault(table, 0L);
  }

  /** Whether it had no more. */
  Losses losses(String table) {
    return harvest.isCounted(table) || (table.equals(SINGLETON) && known(table) == 1)
        ? Losses.COUNTED
        : Losses.UNKNOWN;
  }

  /**
   * Lets no number be given again. The log of changes promises that none is missing behind its old
   * end, so only what follows the last gap stays.
   */
  void keepCounting(Mender mender) throws SQLException {
    for (Map.Entry<String, Long> counted : last.entrySet()) {
      String table = counted.getKey();
      if (table.equals("changes")) {
        mender.setAside(table, "change_number <= " + lastGap(counted.getValue()));
      }
      PlainSql.update(connection, "DELETE FROM sqlite_sequence WHERE name = ?", table);
      PlainSql.update(
          connection, "INSERT INTO sqlite_sequence VALUES (?, ?)", table, counted.getValue());
    }
  }

  private long lastGap(long newest) throws SQLException {
    return PlainSql.number(
        connection,
        "SELECT coalesce(max(change_number), 0) FROM changes c WHERE change_number < ?"
            + " AND NOT EXISTS (SELECT 1 FROM changes WHERE change_number = c.change_number + 1)",
        newest);
  }

  private static long newest(Connection connection, String table) throws SQLException {
    return PlainSql.number(
        connection, "SELECT coalesce(max(" + COUNTED.get(table) + "), 0) FROM " + table);
  }

  private static long oldest(Connection connection, String table, long newest) throws SQLException {
    return PlainSql.number(
        connection,
        "SELECT coalesce(min(" + COUNTED.get(table) + "), ?) FROM " + table,
        newest + 1);
  }
}
