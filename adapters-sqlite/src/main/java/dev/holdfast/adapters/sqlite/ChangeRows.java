package dev.holdfast.adapters.sqlite;

import static dev.holdfast.adapters.sqlite.Sql.bound;
import static dev.holdfast.adapters.sqlite.jooq.agent.Tables.CHANGES;

import dev.holdfast.domain.change.Change;
import dev.holdfast.domain.change.LoggedChange;
import dev.holdfast.domain.session.RotationReason;
import dev.holdfast.domain.session.SessionId;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.turn.TurnId;
import dev.holdfast.domain.turn.TurnScope;
import dev.holdfast.domain.turn.TurnState;
import java.sql.SQLException;
import java.time.Instant;
import org.jooq.Select;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Rows of the log of changes: how they are selected and removed, and what they mean. */
final class ChangeRows {

  private ChangeRows() {}

  /** What a row tells of, as it stands in the column. */
  private enum Kind {
    TURN_STARTED,
    TURN_ENDED,
    SESSION_CREATED,
    SESSION_RESET,
    SESSION_UPDATED,
    SESSION_ARCHIVED,
    SESSION_RESTORED
  }

  /** The changes behind a number, oldest first; binds the number and how many. */
  static Select<?> after() {
    return Sql.DSL_CONTEXT
        .select(
            CHANGES.CHANGE_NUMBER,
            CHANGES.AT_MICROS,
            CHANGES.KIND,
            CHANGES.SESSION_KEY,
            CHANGES.SESSION_ID,
            CHANGES.TURN_ID,
            CHANGES.STATE,
            CHANGES.REASON)
        .from(CHANGES)
        .where(CHANGES.CHANGE_NUMBER.gt(bound(CHANGES.CHANGE_NUMBER)))
        .orderBy(CHANGES.CHANGE_NUMBER)
        .limit(DSL.param("limit", Long.class));
  }

  static LoggedChange read(Row row) throws SQLException {
    long number = row.number();
    Instant at = row.instant();
    Change change =
        change(
            row.word(Kind.class),
            row.textOrNull(),
            row.textOrNull(),
            row.textOrNull(),
            row.wordOrNull(TurnState.class),
            row.wordOrNull(RotationReason.class));
    return new LoggedChange(number, at, change);
  }

  private static Change change(
      Kind kind,
      @Nullable String key,
      @Nullable String session,
      @Nullable String turn,
      @Nullable TurnState state,
      @Nullable RotationReason reason)
      throws SQLException {
    return switch (kind) {
      case TURN_STARTED -> new Change.TurnStarted(turnId(turn), scope(key, session));
      case TURN_ENDED -> new Change.TurnEnded(turnId(turn), scope(key, session), Row.filled(state));
      case SESSION_CREATED -> new Change.SessionCreated(key(key), sessionId(session));
      case SESSION_RESET ->
          new Change.SessionReset(key(key), sessionId(session), Row.filled(reason));
      case SESSION_UPDATED -> new Change.SessionUpdated(key(key), sessionId(session));
      case SESSION_ARCHIVED -> new Change.SessionArchived(key(key), sessionId(session));
      case SESSION_RESTORED -> new Change.SessionRestored(key(key), sessionId(session));
    };
  }

  private static TurnScope scope(@Nullable String key, @Nullable String session) {
    return session == null
        ? new TurnScope.Stateless()
        : TurnRows.scope(key, new SessionId(session));
  }

  private static TurnId turnId(@Nullable String turn) throws SQLException {
    return new TurnId(Row.filled(turn));
  }

  private static SessionKey key(@Nullable String key) throws SQLException {
    return SessionKey.ofStored(Row.filled(key));
  }

  private static SessionId sessionId(@Nullable String session) throws SQLException {
    return new SessionId(Row.filled(session));
  }
}
