package dev.holdfast.adapters.sqlite;

import static dev.holdfast.adapters.sqlite.Sql.bound;
import static dev.holdfast.adapters.sqlite.jooq.agent.Tables.RESPONSES;
import static dev.holdfast.adapters.sqlite.jooq.agent.Tables.TRANSCRIPTS;
import static dev.holdfast.adapters.sqlite.jooq.agent.Tables.TURNS;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.select;

import dev.holdfast.domain.response.NewResponse;
import dev.holdfast.domain.response.PreviousResponse;
import dev.holdfast.domain.response.ResponseId;
import dev.holdfast.domain.session.SessionId;
import dev.holdfast.domain.transcript.EventParent;
import dev.holdfast.domain.transcript.RawFields;
import dev.holdfast.domain.turn.TurnState;
import dev.holdfast.ports.out.write.ResponseWrites;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jooq.Query;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Writes responses on the writer's connection. */
final class SqliteResponseWrites implements ResponseWrites {

  private final EventSequences sequences;
  private final KeptStatement insert;
  private final KeptStatement transcriptOf;
  private final KeptStatement end;
  private final KeptStatement remove;
  private final KeptStatement removeForsaken;
  private final KeptStatement removeUnlisted;

  SqliteResponseWrites(EventSequences sequences, Connection connection) {
    this.sequences = sequences;
    insert = new KeptStatement(connection, SqliteResponseWrites::insertSql);
    transcriptOf = new KeptStatement(connection, SqliteResponseWrites::transcriptOfSql);
    end = new KeptStatement(connection, SqliteResponseWrites::endSql);
    remove = new KeptStatement(connection, SqliteResponseWrites::removeSql);
    removeForsaken = new KeptStatement(connection, SqliteResponseWrites::removeForsakenSql);
    removeUnlisted = new KeptStatement(connection, SqliteResponseWrites::removeUnlistedSql);
  }

  @Override
  public void add(NewResponse response) {
    try {
      insert.update(
          response.id().value(),
          previousOf(response.previous()),
          response.session().value(),
          response.turn().value(),
          sequences.of(response.session(), response.head()),
          LoneSurrogates.escaped(response.settings().json()),
          Word.of(response.execution()));
    } catch (SQLException e) {
      throw Failures.ofWrite(e);
    }
  }

  @Override
  public void end(ResponseId response, EventParent head, RawFields extra) {
    try {
      Optional<String> session = transcriptOf.first(Row::text, response.value());
      if (session.isPresent()) {
        end.update(
            sequences.of(new SessionId(session.get()), head),
            LoneSurrogates.escaped(extra.json()),
            response.value());
      }
    } catch (SQLException e) {
      throw Failures.ofWrite(e);
    }
  }

  @Override
  public boolean remove(ResponseId response) {
    try {
      Optional<String> session = transcriptOf.first(Row::text, response.value());
      if (session.isEmpty()) {
        return false;
      }
      remove.update(response.value());
      removeForsaken.update(session.get());
      return true;
    } catch (SQLException e) {
      throw Failures.ofWrite(e);
    }
  }

  @Override
  public int removeUnlistedBefore(Instant moment, int limit) {
    Limits.require(limit);
    try {
      long before = Micros.of(moment);
      return removeUnlisted.update(before, before, (long) limit);
    } catch (SQLException e) {
      throw Failures.ofWrite(e);
    }
  }

  private static @Nullable String previousOf(PreviousResponse previous) {
    return switch (previous) {
      case PreviousResponse.None() -> null;
      case PreviousResponse.After(ResponseId response) -> response.value();
    };
  }

  private static Query insertSql() {
    return Sql.insert(
        RESPONSES,
        RESPONSES.RESPONSE_ID,
        RESPONSES.PREVIOUS_RESPONSE_ID,
        RESPONSES.SESSION_ID,
        RESPONSES.TURN_ID,
        RESPONSES.HEAD_SEQUENCE,
        RESPONSES.SETTINGS,
        RESPONSES.EXECUTION);
  }

  private static Query transcriptOfSql() {
    return Sql.DSL_CONTEXT
        .select(RESPONSES.SESSION_ID)
        .from(RESPONSES)
        .where(RESPONSES.RESPONSE_ID.eq(bound(RESPONSES.RESPONSE_ID)));
  }

  private static Query endSql() {
    return Sql.DSL_CONTEXT
        .update(RESPONSES)
        .set(RESPONSES.HEAD_SEQUENCE, bound(RESPONSES.HEAD_SEQUENCE))
        .set(RESPONSES.EXTRA, bound(RESPONSES.EXTRA))
        .where(RESPONSES.RESPONSE_ID.eq(bound(RESPONSES.RESPONSE_ID)));
  }

  private static Query removeSql() {
    return Sql.DSL_CONTEXT
        .deleteFrom(RESPONSES)
        .where(RESPONSES.RESPONSE_ID.eq(bound(RESPONSES.RESPONSE_ID)));
  }

  /** Nothing leads to a transcript without a key once its last response is gone. */
  static Query removeForsakenSql() {
    var responses =
        select(RESPONSES.SESSION_ID)
            .from(RESPONSES)
            .where(RESPONSES.SESSION_ID.eq(TRANSCRIPTS.SESSION_ID));
    var running =
        select(TURNS.TURN_NUMBER)
            .from(TURNS)
            .where(TURNS.SESSION_ID.eq(TRANSCRIPTS.SESSION_ID))
            .and(TURNS.SESSION_KEY.isNull())
            .and(TURNS.STATE.eq(inline(Word.of(TurnState.RUNNING))));
    return Sql.DSL_CONTEXT
        .deleteFrom(TRANSCRIPTS)
        .where(TRANSCRIPTS.SESSION_ID.eq(bound(TRANSCRIPTS.SESSION_ID)))
        .and(TRANSCRIPTS.SESSION_KEY.isNull())
        .andNotExists(responses)
        .andNotExists(running);
  }

  /**
   * Events, the artifacts that only they refer to and responses go with their transcript, and turns
   * let go of it and of their failures' words: the schema says so.
   */
  static Query removeUnlistedSql() {
    var newest =
        select(TURNS.STARTED_AT_MICROS)
            .from(TURNS)
            .where(TURNS.SESSION_ID.eq(TRANSCRIPTS.SESSION_ID))
            .and(TURNS.SESSION_KEY.isNull())
            .orderBy(TURNS.TURN_NUMBER.desc())
            .limit(inline(1));
    // Those without a key, so that the few rows of the index of running turns are read.
    var running =
        select(TURNS.SESSION_ID)
            .from(TURNS)
            .where(TURNS.STATE.eq(inline(Word.of(TurnState.RUNNING))))
            .and(TURNS.SESSION_KEY.isNull())
            .and(TURNS.SESSION_ID.isNotNull());
    var over =
        select(TRANSCRIPTS.SESSION_ID)
            .from(TRANSCRIPTS)
            .where(TRANSCRIPTS.SESSION_KEY.isNull())
            .and(TRANSCRIPTS.STARTED_AT_MICROS.lt(bound(TRANSCRIPTS.STARTED_AT_MICROS)))
            .and(
                DSL.coalesce(DSL.field(newest), TRANSCRIPTS.STARTED_AT_MICROS)
                    .lt(bound(TRANSCRIPTS.STARTED_AT_MICROS)))
            .and(TRANSCRIPTS.SESSION_ID.notIn(running))
            .orderBy(TRANSCRIPTS.STARTED_AT_MICROS)
            .limit(DSL.param("limit", Long.class));
    return Sql.DSL_CONTEXT.deleteFrom(TRANSCRIPTS).where(TRANSCRIPTS.SESSION_ID.in(over));
  }
}
