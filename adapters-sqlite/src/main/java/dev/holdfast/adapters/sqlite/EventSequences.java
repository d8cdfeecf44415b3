package dev.holdfast.adapters.sqlite;

import static dev.holdfast.adapters.sqlite.Sql.bound;
import static dev.holdfast.adapters.sqlite.jooq.agent.Tables.EVENTS;

import dev.holdfast.domain.session.SessionId;
import dev.holdfast.domain.transcript.EventId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** Finds the sequence of an event by its id. */
final class EventSequences {

  private final KeptStatement find;

  EventSequences(Connection connection) {
    find =
        new KeptStatement(
            connection,
            () ->
                Sql.DSL_CONTEXT
                    .select(EVENTS.SEQUENCE)
                    .from(EVENTS)
                    .where(EVENTS.SESSION_ID.eq(bound(EVENTS.SESSION_ID)))
                    .and(EVENTS.EVENT_ID.eq(bound(EVENTS.EVENT_ID))));
  }

  /** The sequence, if the session has such an event. */
  Optional<Long> find(SessionId session, EventId event) throws SQLException {
    return find.first(Row::number, session.value(), event.value());
  }
}
