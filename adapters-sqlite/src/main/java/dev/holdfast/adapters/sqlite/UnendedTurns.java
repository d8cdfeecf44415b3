package dev.holdfast.adapters.sqlite;

import dev.holdfast.ports.out.env.DatabaseFacts.Content;
import dev.holdfast.ports.out.env.DatabaseFacts.LeaseState;
import dev.holdfast.ports.out.env.DatabaseFacts.UnendedTurn;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** Reads the turns that have not ended, each with the lease of its session. */
final class UnendedTurns {

  private static final String UNENDED =
      "SELECT t.turn_id, coalesce(t.session_key, ''), t.state, t.owner, t.epoch,"
          + " t.started_at_micros, coalesce(l.turn_id, ''), coalesce(l.owner, ''),"
          + " coalesce(l.epoch, 0), coalesce(l.granted_at_micros, 0),"
          + " coalesce(l.deadline_at_micros, 0)"
          + " FROM turns t LEFT JOIN leases l ON l.session_key = t.session_key"
          + " WHERE t.ended_at_micros IS NULL ORDER BY t.started_at_micros, t.turn_number LIMIT "
          + Content.Inspected.MOST_TURNS;

  private UnendedTurns() {}

  /** The oldest first. */
  static List<UnendedTurn> read(Connection connection) throws SQLException {
    return PlainSql.rows(connection, UNENDED, UnendedTurns::turn);
  }

  private static UnendedTurn turn(Row row) throws SQLException {
    String turn = row.text();
    String key = row.text();
    return new UnendedTurn(
        turn, key, row.text(), row.text(), row.number(), row.instant(), lease(turn, key, row));
  }

  private static LeaseState lease(String turn, String key, Row row) throws SQLException {
    String holder = row.text();
    String owner = row.text();
    long epoch = row.number();
    Instant grantedAt = row.instant();
    Instant deadline = row.instant();
    if (key.isEmpty()) {
      return new LeaseState.NotNeeded();
    }
    if (holder.isEmpty()) {
      return new LeaseState.Free();
    }
    return holder.equals(turn)
        ? new LeaseState.Held(owner, epoch, grantedAt, deadline)
        : new LeaseState.HeldByAnother(holder, owner, epoch, deadline);
  }
}
