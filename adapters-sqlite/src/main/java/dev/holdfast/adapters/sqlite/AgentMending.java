package dev.holdfast.adapters.sqlite;

import static dev.holdfast.adapters.sqlite.MendingStep.mended;
import static dev.holdfast.adapters.sqlite.MendingStep.rebuilt;
import static dev.holdfast.adapters.sqlite.MendingStep.setAside;

import java.util.List;
import java.util.stream.Stream;

/**
 * How the rows of an agent's database are made to agree again. Everything that was said stays
 * readable: a lost transcript or session is derived from what refers to it, an event whose parent
 * is lost follows the one before. Turns that run stay as they are.
 */
final class AgentMending {

  /** A version of a key never comes back; each turn gives its session a few. */
  private static final int VERSIONS_A_TURN = 1_000;

  private static final String NEWEST =
      "(SELECT coalesce(max(sequence), 0) FROM events WHERE session_id = transcripts.session_id)";

  private static final String HEAD_IS_LOST =
      "(head_sequence IS NOT NULL AND NOT EXISTS (SELECT 1 FROM events"
          + " WHERE session_id = transcripts.session_id AND sequence = head_sequence))";

  /** What only a salvage does, which writes what it sets aside to a file. */
  private static final List<MendingStep> ONLY_OF_A_SALVAGE =
      List.of(
          setAside(
              "events",
              "artifact_id IS NOT NULL AND artifact_id NOT IN (SELECT artifact_id FROM artifacts)"),
          freedLeases("turn_id = leases.turn_id AND ended_at_micros IS NULL"));

  /** Steps that leave a database alone whose rows agree. */
  static final List<MendingStep> STEPS =
      List.of(
          setAside(
              "artifacts",
              "NOT EXISTS (SELECT 1 FROM events WHERE artifact_id = artifacts.artifact_id)"),
          rebuilt("transcripts", lostTranscripts()),
          mended(
              "transcripts",
              "UPDATE transcripts SET previous_session_id = NULL, rotation_reason = NULL"
                  + " WHERE previous_session_id IS NOT NULL"
                  + " AND previous_session_id NOT IN (SELECT session_id FROM transcripts)"),
          mended(
              "transcripts",
              "UPDATE transcripts SET archive_id = NULL WHERE archive_id IS NOT NULL"
                  + " AND archive_id NOT IN (SELECT archive_id FROM archived_sessions)"),
          mended(
              "events",
              "UPDATE events AS e SET parent_sequence = (SELECT max(sequence) FROM events"
                  + " WHERE session_id = e.session_id AND sequence < e.parent_sequence)"
                  + " WHERE parent_sequence IS NOT NULL AND NOT EXISTS (SELECT 1 FROM events p"
                  + " WHERE p.session_id = e.session_id AND p.sequence = e.parent_sequence)"),
          mended(
              "transcripts",
              "UPDATE transcripts SET event_count = "
                  + NEWEST
                  + ", head_sequence = (SELECT max(sequence) FROM events"
                  + " WHERE session_id = transcripts.session_id AND sequence <= head_sequence),"
                  + " rewrite_generation = rewrite_generation + 1 WHERE event_count <> "
                  + NEWEST
                  + " OR "
                  + HEAD_IS_LOST),
          rebuilt("sessions", lostSessions()),
          setAside("responses", "turn_id NOT IN (SELECT turn_id FROM turns)"),
          mended(
              "responses",
              "UPDATE responses SET head_sequence = (SELECT max(sequence) FROM events"
                  + " WHERE session_id = responses.session_id"
                  + " AND sequence <= responses.head_sequence)"
                  + " WHERE head_sequence IS NOT NULL AND NOT EXISTS (SELECT 1 FROM events"
                  + " WHERE session_id = responses.session_id"
                  + " AND sequence = responses.head_sequence)"),
          freedLeases("turn_id = leases.turn_id"),
          rebuilt(
              "leases",
              "INSERT INTO leases (session_key, epoch) SELECT session_key, max(epoch) FROM turns"
                  + " WHERE session_key IS NOT NULL AND session_key NOT IN (SELECT session_key FROM"
                  + " leases) GROUP BY session_key"),
          mended(
              "leases",
              "UPDATE leases SET epoch ="
                  + " (SELECT max(epoch) FROM turns WHERE session_key = leases.session_key)"
                  + " WHERE epoch <"
                  + " (SELECT max(epoch) FROM turns WHERE session_key = leases.session_key)"),
          setAside(
              "adopted_events",
              "turn_id NOT IN (SELECT turn_id FROM turns) OR NOT EXISTS (SELECT 1 FROM events"
                  + " WHERE session_id = adopted_events.session_id"
                  + " AND sequence = adopted_events.sequence)"),
          setAside(
              "idempotency", "turn_id IS NOT NULL AND turn_id NOT IN (SELECT turn_id FROM turns)"));

  /** The same, after what only a salvage does. */
  static final List<MendingStep> STEPS_OF_A_SALVAGE =
      Stream.concat(ONLY_OF_A_SALVAGE.stream(), STEPS.stream()).toList();

  private AgentMending() {}

  /** Of those whose turn is not of a kind. */
  private static MendingStep freedLeases(String turn) {
    return mended(
        "leases",
        "UPDATE leases SET owner = NULL, turn_id = NULL, granted_at_micros = NULL,"
            + " deadline_at_micros = NULL WHERE turn_id IS NOT NULL AND NOT EXISTS"
            + " (SELECT 1 FROM turns WHERE "
            + turn
            + ")");
  }

  /**
   * A transcript without a key is removed in time, so one whose key is lost gets another. Only a
   * turn without a key tells that there was none.
   */
  private static String lostTranscripts() {
    String key =
        "coalesce((SELECT session_key FROM sessions WHERE session_id = s.session_id),"
            + " (SELECT session_key FROM archived_sessions WHERE session_id = s.session_id),"
            + " (SELECT session_key FROM turns WHERE session_id = s.session_id"
            + " AND session_key IS NOT NULL LIMIT 1),"
            + " (SELECT session_key FROM transcripts WHERE previous_session_id = s.session_id"
            + " AND session_key IS NOT NULL LIMIT 1),"
            + " (SELECT session_key FROM changes WHERE session_id = s.session_id"
            + " AND session_key IS NOT NULL LIMIT 1),"
            + " iif(EXISTS (SELECT 1 FROM turns WHERE session_id = s.session_id), NULL, "
            + RecoveredKeys.FUNCTION
            + "(s.session_id)))";
    String started =
        "coalesce((SELECT min(at_micros) FROM events WHERE session_id = s.session_id),"
            + " (SELECT min(started_at_micros) FROM turns WHERE session_id = s.session_id),"
            + " (SELECT created_at_micros FROM sessions WHERE session_id = s.session_id),"
            + " (SELECT created_at_micros FROM archived_sessions WHERE session_id = s.session_id),"
            + " 0)";
    return "INSERT INTO transcripts (session_id, session_key, event_count, head_sequence,"
        + " started_at_micros, archive_id)"
        + " SELECT session_id, session_key, newest,"
        + " iif(session_key IS NULL OR newest = 0, NULL, newest), started, archive_id FROM (SELECT"
        + " s.session_id, "
        + key
        + " AS session_key, (SELECT coalesce(max(sequence), 0) FROM events"
        + " WHERE session_id = s.session_id) AS newest, "
        + started
        + " AS started, (SELECT archive_id FROM archived_sessions"
        + " WHERE session_id = s.session_id) AS archive_id FROM (SELECT session_id FROM sessions"
        + " UNION SELECT session_id FROM archived_sessions UNION SELECT session_id FROM responses"
        + " UNION SELECT session_id FROM events"
        + " UNION SELECT session_id FROM turns WHERE session_id IS NOT NULL) s"
        + " WHERE s.session_id NOT IN (SELECT session_id FROM transcripts))";
  }

  /** The newest transcript of a key is its present one. */
  private static String lostSessions() {
    return "INSERT INTO sessions (session_key, session_id, listed, created_at_micros,"
        + " updated_at_micros, last_interaction_at_micros, version)"
        + " SELECT session_key, session_id, event_count > 0, started_at_micros, newest, newest,"
        + VERSIONS_A_TURN
        + " * (1 + (SELECT count(*) FROM turns WHERE session_key = t.session_key))"
        + " + coalesce((SELECT max(version) FROM archived_sessions"
        + " WHERE session_key = t.session_key), 0)"
        + " FROM (SELECT *, max(started_at_micros, coalesce((SELECT max(at_micros) FROM events"
        + " WHERE session_id = transcripts.session_id), 0)) AS newest, row_number() OVER"
        + " (PARTITION BY session_key ORDER BY started_at_micros DESC, session_id DESC) AS place"
        + " FROM transcripts WHERE session_key IS NOT NULL AND archive_id IS NULL) t"
        + " WHERE place = 1 AND session_key NOT IN (SELECT session_key FROM sessions)";
  }
}
