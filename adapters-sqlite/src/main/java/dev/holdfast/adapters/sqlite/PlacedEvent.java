package dev.holdfast.adapters.sqlite;

import static dev.holdfast.adapters.sqlite.Sql.bound;
import static dev.holdfast.adapters.sqlite.jooq.agent.Tables.ADOPTED_EVENTS;
import static dev.holdfast.adapters.sqlite.jooq.agent.Tables.ARTIFACTS;
import static dev.holdfast.adapters.sqlite.jooq.agent.Tables.EVENTS;
import static dev.holdfast.adapters.sqlite.jooq.agent.Tables.TRANSCRIPTS;

import dev.holdfast.adapters.sqlite.jooq.agent.tables.Events;
import dev.holdfast.domain.session.SessionId;
import dev.holdfast.domain.transcript.EventId;
import dev.holdfast.domain.transcript.EventParent;
import dev.holdfast.domain.transcript.TranscriptEvent;
import dev.holdfast.ports.out.read.ResponseReads.Placed;
import java.sql.SQLException;
import org.jooq.Condition;
import org.jooq.Select;
import org.jooq.SelectConditionStep;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * The row of an event by itself, with the transcript it stands in and the id of its parent.
 *
 * @param key NULL: the transcript is unlisted
 * @param parent NULL: the root of the tree
 */
record PlacedEvent(
    @Nullable String key, String session, @Nullable String parent, StoredEvent stored) {

  private static final Events PARENT = EVENTS.as("parent");

  /**
   * The events of a turn, in order; binds the session id, the turn id, and that once more. The rows
   * of the session are scanned, which are neighbours: an index would cost every append to save
   * these few reads fractions of a millisecond.
   */
  static Select<?> ofTurn() {
    return selected(
            EVENTS
                .SESSION_ID
                .eq(bound(EVENTS.SESSION_ID))
                .and(
                    EVENTS
                        .TURN_ID
                        .eq(bound(EVENTS.TURN_ID))
                        .or(
                            EVENTS.SEQUENCE.in(
                                DSL.select(ADOPTED_EVENTS.SEQUENCE)
                                    .from(ADOPTED_EVENTS)
                                    .where(
                                        ADOPTED_EVENTS.TURN_ID.eq(
                                            bound(ADOPTED_EVENTS.TURN_ID)))))))
        .orderBy(EVENTS.SEQUENCE);
  }

  /**
   * The newest events of a session behind a sequence, the newest first; binds the session id, the
   * sequence and how many.
   */
  static Select<?> newest() {
    return selected(
            EVENTS
                .SESSION_ID
                .eq(bound(EVENTS.SESSION_ID))
                .and(EVENTS.SEQUENCE.gt(bound(EVENTS.SEQUENCE))))
        .orderBy(EVENTS.SEQUENCE.desc())
        .limit(DSL.param("limit", Long.class));
  }

  /** The events of an id, by their sessions; binds the event id. */
  static Select<?> byId() {
    return selected(EVENTS.EVENT_ID.eq(bound(EVENTS.EVENT_ID))).orderBy(EVENTS.SESSION_ID);
  }

  static PlacedEvent read(Row row) throws SQLException {
    return new PlacedEvent(
        row.textOrNull(),
        row.text(),
        row.textOrNull(),
        StoredEvent.read(row.number(), row.text(), row));
  }

  TranscriptEvent event() {
    return stored.after(
        parent == null ? EventParent.root() : EventParent.after(new EventId(parent)));
  }

  Placed placed() {
    return new Placed(TurnRows.scope(key, new SessionId(session)), event());
  }

  private static SelectConditionStep<?> selected(Condition which) {
    return Sql.DSL_CONTEXT
        .select(
            TRANSCRIPTS.SESSION_KEY,
            EVENTS.SESSION_ID,
            PARENT.EVENT_ID,
            EVENTS.SEQUENCE,
            EVENTS.EVENT_ID)
        .select(StoredEvent.columns(EVENTS))
        .from(EVENTS)
        .join(TRANSCRIPTS)
        .on(TRANSCRIPTS.SESSION_ID.eq(EVENTS.SESSION_ID))
        .leftJoin(PARENT)
        .on(PARENT.SESSION_ID.eq(EVENTS.SESSION_ID))
        .and(PARENT.SEQUENCE.eq(EVENTS.PARENT_SEQUENCE))
        .leftJoin(ARTIFACTS)
        .on(ARTIFACTS.ARTIFACT_ID.eq(EVENTS.ARTIFACT_ID))
        .where(which)
        .and(TRANSCRIPTS.ARCHIVE_ID.isNull());
  }
}
