package dev.holdfast.adapters.sqlite;

import dev.holdfast.ports.out.env.DatabaseFacts.OrphanKind;
import dev.holdfast.ports.out.env.DatabaseFacts.Orphans;
import dev.holdfast.ports.out.env.StoreInspection.Depth;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * How rows of an agent's database that lack something are found.
 *
 * @param cost the depth from which on it is asked: the full one reads every page anyway
 * @param ids a query of one column, the ids of such rows
 */
record OrphanQuery(OrphanKind kind, Depth cost, String ids) {

  /** Every kind, in the order in which they are told. */
  static final List<OrphanQuery> ALL =
      List.of(
          quick(
              OrphanKind.EVENTS_WITHOUT_TRANSCRIPT,
              // From one session to the next, so that not every event is read.
              "WITH RECURSIVE s (id) AS (SELECT min(session_id) FROM events UNION ALL SELECT"
                  + " (SELECT min(session_id) FROM events WHERE session_id > s.id) FROM s WHERE"
                  + " s.id IS NOT NULL) SELECT e.session_id || '#' || e.sequence FROM s JOIN events"
                  + " e ON e.session_id = s.id WHERE s.id NOT IN (SELECT session_id FROM"
                  + " transcripts)"),
          full(
              OrphanKind.EVENTS_WITHOUT_PARENT,
              "SELECT e.session_id || '#' || e.sequence FROM events e"
                  + " WHERE e.parent_sequence IS NOT NULL AND NOT EXISTS (SELECT 1 FROM events p"
                  + " WHERE p.session_id = e.session_id AND p.sequence = e.parent_sequence)"),
          quick(
              OrphanKind.EVENTS_WITHOUT_ARTIFACT,
              "SELECT session_id || '#' || sequence FROM events WHERE artifact_id IS NOT NULL"
                  + " AND artifact_id NOT IN (SELECT artifact_id FROM artifacts)"),
          quick(
              OrphanKind.ARTIFACTS_WITHOUT_EVENT,
              "SELECT a.artifact_id FROM artifacts a WHERE NOT EXISTS"
                  + " (SELECT 1 FROM events WHERE artifact_id = a.artifact_id)"),
          quick(
              OrphanKind.SESSIONS_WITHOUT_TRANSCRIPT,
              "SELECT session_key FROM sessions"
                  + " WHERE session_id NOT IN (SELECT session_id FROM transcripts)"),
          quick(
              OrphanKind.ARCHIVED_SESSIONS_WITHOUT_TRANSCRIPT,
              "SELECT archive_id FROM archived_sessions"
                  + " WHERE session_id NOT IN (SELECT session_id FROM transcripts)"),
          quick(
              OrphanKind.TRANSCRIPTS_WITHOUT_SESSION,
              "SELECT session_id FROM transcripts WHERE session_key IS NOT NULL"
                  + " AND iif(archive_id IS NULL,"
                  + " session_key NOT IN (SELECT session_key FROM sessions),"
                  + " archive_id NOT IN (SELECT archive_id FROM archived_sessions))"),
          quick(
              OrphanKind.TRANSCRIPTS_WITHOUT_HEAD,
              "SELECT t.session_id FROM transcripts t WHERE t.head_sequence IS NOT NULL"
                  + " AND NOT EXISTS (SELECT 1 FROM events"
                  + " WHERE session_id = t.session_id AND sequence = t.head_sequence)"),
          quick(
              OrphanKind.TRANSCRIPTS_WITHOUT_PREVIOUS,
              "SELECT session_id FROM transcripts WHERE previous_session_id IS NOT NULL"
                  + " AND previous_session_id NOT IN (SELECT session_id FROM transcripts)"),
          quick(
              OrphanKind.TRANSCRIPTS_MISCOUNTED,
              "SELECT t.session_id FROM transcripts t WHERE t.event_count IS NOT"
                  + " (SELECT coalesce(max(sequence), 0) FROM events"
                  + " WHERE session_id = t.session_id)"),
          quick(
              OrphanKind.TURNS_WITHOUT_TRANSCRIPT,
              "SELECT turn_id FROM turns WHERE session_id IS NOT NULL"
                  + " AND session_id NOT IN (SELECT session_id FROM transcripts)"),
          quick(
              OrphanKind.RUNNING_TURNS_WITHOUT_LEASE,
              "SELECT t.turn_id FROM turns t WHERE t.ended_at_micros IS NULL"
                  + " AND t.session_key IS NOT NULL AND NOT EXISTS (SELECT 1 FROM leases"
                  + " WHERE session_key = t.session_key AND turn_id = t.turn_id)"),
          quick(
              OrphanKind.LEASES_WITHOUT_RUNNING_TURN,
              "SELECT l.session_key FROM leases l JOIN turns t ON t.turn_id = l.turn_id"
                  + " WHERE t.ended_at_micros IS NOT NULL"),
          quick(
              OrphanKind.LEASES_WITHOUT_TURN,
              "SELECT session_key FROM leases WHERE turn_id IS NOT NULL"
                  + " AND turn_id NOT IN (SELECT turn_id FROM turns)"),
          quick(
              OrphanKind.RESPONSES_WITHOUT_TURN,
              "SELECT response_id FROM responses"
                  + " WHERE turn_id NOT IN (SELECT turn_id FROM turns)"),
          quick(
              OrphanKind.RESPONSES_WITHOUT_TRANSCRIPT,
              "SELECT response_id FROM responses"
                  + " WHERE session_id NOT IN (SELECT session_id FROM transcripts)"),
          quick(
              OrphanKind.RESPONSES_WITHOUT_HEAD,
              "SELECT r.response_id FROM responses r WHERE r.head_sequence IS NOT NULL"
                  + " AND NOT EXISTS (SELECT 1 FROM events"
                  + " WHERE session_id = r.session_id AND sequence = r.head_sequence)"),
          quick(
              OrphanKind.IDEMPOTENCY_WITHOUT_TURN,
              "SELECT idempotency_id FROM idempotency WHERE turn_id IS NOT NULL"
                  + " AND turn_id NOT IN (SELECT turn_id FROM turns)"),
          quick(
              OrphanKind.ADOPTIONS_WITHOUT_EVENT,
              "SELECT a.turn_id || '#' || a.sequence FROM adopted_events a WHERE NOT EXISTS"
                  + " (SELECT 1 FROM events"
                  + " WHERE session_id = a.session_id AND sequence = a.sequence)"),
          quick(
              OrphanKind.ADOPTIONS_WITHOUT_TURN,
              "SELECT turn_id || '#' || sequence FROM adopted_events"
                  + " WHERE turn_id NOT IN (SELECT turn_id FROM turns)"));

  private static OrphanQuery quick(OrphanKind kind, String ids) {
    return new OrphanQuery(kind, Depth.QUICK, ids);
  }

  private static OrphanQuery full(OrphanKind kind, String ids) {
    return new OrphanQuery(kind, Depth.FULL, ids);
  }

  /** Those of the kinds that a depth asks for that have rows. */
  static List<Orphans> findAll(Connection connection, Depth depth) throws SQLException {
    List<Orphans> found = new ArrayList<>();
    for (OrphanQuery query : ALL) {
      if (query.cost() == Depth.QUICK || depth == Depth.FULL) {
        Orphans orphans = query.find(connection);
        if (orphans.rows() > 0) {
          found.add(orphans);
        }
      }
    }
    return found;
  }

  /** The rows of this kind. */
  Orphans find(Connection connection) throws SQLException {
    long rows = PlainSql.number(connection, "SELECT count(*) FROM (" + ids + ")");
    List<String> examples =
        rows == 0
            ? List.of()
            : PlainSql.rows(
                connection,
                "SELECT * FROM (" + ids + ") LIMIT " + Orphans.MOST_EXAMPLES,
                Row::text);
    return new Orphans(kind, rows, examples);
  }
}
