package dev.holdfast.adapters.sqlite;

import static dev.holdfast.adapters.sqlite.Sql.bound;
import static dev.holdfast.adapters.sqlite.jooq.agent.Tables.EVENTS;
import static dev.holdfast.adapters.sqlite.jooq.agent.Tables.RESPONSES;
import static dev.holdfast.adapters.sqlite.jooq.agent.Tables.TRANSCRIPTS;
import static dev.holdfast.adapters.sqlite.jooq.agent.Tables.TURNS;

import dev.holdfast.domain.response.Execution;
import dev.holdfast.domain.response.PreviousResponse;
import dev.holdfast.domain.response.ResponseId;
import dev.holdfast.domain.response.ResponseRecord;
import dev.holdfast.domain.session.SessionId;
import dev.holdfast.domain.transcript.EventId;
import dev.holdfast.domain.transcript.EventParent;
import dev.holdfast.domain.transcript.RawFields;
import dev.holdfast.domain.turn.TurnRecord;
import java.sql.SQLException;
import org.jooq.Select;
import org.jspecify.annotations.Nullable;

/** Response rows with their turns: how they are selected, and what they mean. */
final class ResponseRows {

  private final TurnRows turns;

  ResponseRows(TurnRows turns) {
    this.turns = turns;
  }

  /** One response; binds its id. */
  static Select<?> byId() {
    return Sql.DSL_CONTEXT
        .select(TurnRows.COLUMNS)
        .select(
            RESPONSES.RESPONSE_ID,
            RESPONSES.PREVIOUS_RESPONSE_ID,
            RESPONSES.SESSION_ID,
            EVENTS.EVENT_ID,
            RESPONSES.SETTINGS,
            RESPONSES.EXTRA,
            RESPONSES.EXECUTION)
        .from(RESPONSES)
        .join(TURNS)
        .on(TURNS.TURN_ID.eq(RESPONSES.TURN_ID))
        .join(TRANSCRIPTS)
        .on(TRANSCRIPTS.SESSION_ID.eq(RESPONSES.SESSION_ID))
        .leftJoin(EVENTS)
        .on(EVENTS.SESSION_ID.eq(RESPONSES.SESSION_ID))
        .and(EVENTS.SEQUENCE.eq(RESPONSES.HEAD_SEQUENCE))
        .where(RESPONSES.RESPONSE_ID.eq(bound(RESPONSES.RESPONSE_ID)))
        .and(TRANSCRIPTS.ARCHIVE_ID.isNull());
  }

  ResponseRecord read(Row row) throws SQLException {
    TurnRecord turn = turns.read(row);
    return new ResponseRecord(
        new ResponseId(row.text()),
        previous(row.textOrNull()),
        new SessionId(row.text()),
        head(row.textOrNull()),
        new RawFields(row.text()),
        new RawFields(row.text()),
        row.word(Execution.class),
        turn);
  }

  private static PreviousResponse previous(@Nullable String id) {
    return id == null
        ? new PreviousResponse.None()
        : new PreviousResponse.After(new ResponseId(id));
  }

  private static EventParent head(@Nullable String event) {
    return event == null ? EventParent.root() : EventParent.after(new EventId(event));
  }
}
