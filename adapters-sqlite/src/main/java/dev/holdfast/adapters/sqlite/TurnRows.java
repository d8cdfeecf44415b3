package dev.holdfast.adapters.sqlite;

import static dev.holdfast.adapters.sqlite.Sql.bound;
import static dev.holdfast.adapters.sqlite.jooq.agent.Tables.TRANSCRIPTS;
import static dev.holdfast.adapters.sqlite.jooq.agent.Tables.TURNS;

import dev.holdfast.domain.route.RouteCanonicalizer;
import dev.holdfast.domain.session.SessionId;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.transcript.HistoryAction;
import dev.holdfast.domain.turn.PreviousAttempt;
import dev.holdfast.domain.turn.RequestDigest;
import dev.holdfast.domain.turn.RequestId;
import dev.holdfast.domain.turn.TurnApi;
import dev.holdfast.domain.turn.TurnId;
import dev.holdfast.domain.turn.TurnOrigin;
import dev.holdfast.domain.turn.TurnRecord;
import dev.holdfast.domain.turn.TurnScope;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Select;
import org.jooq.SelectConditionStep;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Turn rows: how they are selected, and what they mean. */
final class TurnRows {

  /** What {@link #read} takes, in its order. */
  static final List<Field<?>> COLUMNS =
      Stream.concat(
              Stream.of(
                  TURNS.TURN_ID,
                  TURNS.SESSION_KEY,
                  TURNS.SESSION_ID,
                  TURNS.REQUEST_ID,
                  TURNS.TOKEN_ID,
                  TURNS.REQUEST_DIGEST,
                  TURNS.ATTEMPT_OF,
                  TURNS.API,
                  TURNS.REQUESTED_MODEL,
                  TURNS.EFFECTIVE_PROVIDER,
                  TURNS.EFFECTIVE_MODEL,
                  TURNS.EFFECTIVE_RUNTIME,
                  TURNS.EFFECTIVE_AUTH_PROFILE,
                  TURNS.HISTORY_ACTION,
                  TURNS.STARTED_AT_MICROS),
              ProgressColumns.ALL.stream())
          .toList();

  private final RouteCanonicalizer routes;

  TurnRows(RouteCanonicalizer routes) {
    this.routes = routes;
  }

  /** One turn; binds its id. */
  static Select<?> byId() {
    return selected(TURNS.TURN_ID.eq(bound(TURNS.TURN_ID)));
  }

  /** The same unless its session is in the archive. */
  static Select<?> shownById() {
    return selected(TURNS.TURN_ID.eq(bound(TURNS.TURN_ID)).and(isShown()));
  }

  /** Of the newest turns under a key those that are shown; binds the key and how many. */
  static Select<?> newestOfKey() {
    var newest =
        Sql.DSL_CONTEXT
            .select(TURNS.TURN_NUMBER)
            .from(TURNS)
            .where(TURNS.SESSION_KEY.eq(bound(TURNS.SESSION_KEY)))
            .orderBy(TURNS.TURN_NUMBER.desc())
            .limit(DSL.param("limit", Long.class));
    return selected(TURNS.TURN_NUMBER.in(newest).and(isShown())).orderBy(TURNS.TURN_NUMBER.desc());
  }

  /** Whether a turn's session is not in the archive. */
  static Condition isShown() {
    return DSL.notExists(
        Sql.DSL_CONTEXT
            .selectOne()
            .from(TRANSCRIPTS)
            .where(TRANSCRIPTS.SESSION_ID.eq(TURNS.SESSION_ID))
            .and(TRANSCRIPTS.ARCHIVE_ID.isNotNull()));
  }

  TurnRecord read(Row row) throws SQLException {
    TurnId id = new TurnId(row.text());
    TurnScope scope = scope(row.textOrNull(), row.textOrNull());
    RequestId request = new RequestId(row.text());
    TurnOrigin origin =
        new TurnOrigin(row.text(), new RequestDigest(row.text()), attempt(row.textOrNull()));
    TurnApi api = row.word(TurnApi.class);
    String requestedModel = row.text();
    RouteColumns effective = RouteColumns.read(row);
    HistoryAction history = row.word(HistoryAction.class);
    Instant startedAt = row.instant();
    return new TurnRecord(
        id,
        scope,
        request,
        origin,
        api,
        requestedModel,
        effective.route(routes),
        history,
        startedAt,
        ProgressColumns.read(row));
  }

  private static PreviousAttempt attempt(@Nullable String turn) {
    return turn == null ? new PreviousAttempt.None() : new PreviousAttempt.Of(new TurnId(turn));
  }

  private static TurnScope scope(@Nullable String key, @Nullable String session) {
    return session == null ? new TurnScope.Stateless() : scope(key, new SessionId(session));
  }

  /** What a turn or an event of a transcript belongs to. */
  static TurnScope scope(@Nullable String key, SessionId session) {
    return key == null
        ? new TurnScope.Unlisted(session)
        : new TurnScope.Keyed(SessionKey.ofStored(key), session);
  }

  private static SelectConditionStep<?> selected(Condition which) {
    return Sql.DSL_CONTEXT.select(COLUMNS).from(TURNS).where(which);
  }
}
