package dev.holdfast.adapters.sqlite;

import static dev.holdfast.adapters.sqlite.Sql.bound;
import static dev.holdfast.adapters.sqlite.jooq.agent.Tables.EVENTS;

import dev.holdfast.domain.session.SessionId;
import dev.holdfast.domain.transcript.EventId;
import dev.holdfast.domain.transcript.EventParent;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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

  /**
   * The sequence of a head, NULL for the root.
   *
   * @throws IllegalArgumentException if the session has no such event
   */
  @Nullable Long of(SessionId session, EventParent head) throws SQLException {
    return switch (head) {
      case EventParent.Root() -> null;
      case EventParent.After(EventId event) ->
          find(session, event)
              .orElseThrow(
                  () -> new IllegalArgumentException("the head must be an event of the session"));
    };
  }
}
