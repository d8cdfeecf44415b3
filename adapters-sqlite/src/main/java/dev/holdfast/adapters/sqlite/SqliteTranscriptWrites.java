package dev.holdfast.adapters.sqlite;

import static dev.holdfast.adapters.sqlite.Sql.bound;
import static dev.holdfast.adapters.sqlite.jooq.agent.Tables.ADOPTED_EVENTS;
import static dev.holdfast.adapters.sqlite.jooq.agent.Tables.EVENTS;
import static dev.holdfast.adapters.sqlite.jooq.agent.Tables.SESSIONS;
import static dev.holdfast.adapters.sqlite.jooq.agent.Tables.TRANSCRIPTS;
import static org.jooq.impl.DSL.inline;

import dev.holdfast.domain.session.SessionId;
import dev.holdfast.domain.transcript.EventId;
import dev.holdfast.domain.transcript.EventOrigin;
import dev.holdfast.domain.transcript.EventParent;
import dev.holdfast.domain.transcript.NewEvent;
import dev.holdfast.domain.turn.TurnId;
import dev.holdfast.ports.out.write.TranscriptWrites;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.Query;
import org.jspecify.annotations.Nullable;

/** Appends events on the writer's connection. */
final class SqliteTranscriptWrites implements TranscriptWrites {

  private final EventSequences sequences;
  private final Artifacts artifacts;
  private final KeptStatement begin;
  private final KeptStatement takeSequences;
  private final KeptStatement insert;
  private final KeptStatement listSession;
  private final KeptStatement adopt;

  SqliteTranscriptWrites(EventSequences sequences, Connection connection) {
    this.sequences = sequences;
    artifacts = new Artifacts(connection);
    begin = new KeptStatement(connection, SqliteTranscriptWrites::beginSql);
    takeSequences = new KeptStatement(connection, SqliteTranscriptWrites::takeSequencesSql);
    insert = new KeptStatement(connection, SqliteTranscriptWrites::insertSql);
    adopt = new KeptStatement(connection, SqliteTranscriptWrites::adoptSql);
    listSession = new KeptStatement(connection, SqliteTranscriptWrites::listSessionSql);
  }

  @Override
  public void beginUnlisted(SessionId session, Instant at) {
    try {
      begin.update(session.value(), Micros.of(at));
    } catch (SQLException e) {
      throw Failures.ofWrite(e);
    }
  }

  @Override
  public long append(SessionId session, List<NewEvent> events) {
    if (events.isEmpty()) {
      throw new IllegalArgumentException("there is nothing to append");
    }
    try {
      long last =
          takeSequences
              .first(Row::number, (long) events.size(), session.value())
              .orElseThrow(() -> new IllegalArgumentException("the session does not exist"));
      long first = last - events.size() + 1;
      Map<EventId, Long> appended = new HashMap<>();
      for (NewEvent event : events) {
        long sequence = first + appended.size();
        insert(session, sequence, parentOf(session, event, appended), event);
        appended.put(event.id(), sequence);
      }
      long at = Micros.of(events.getLast().at());
      listSession.update(at, at, session.value());
      return first;
    } catch (SQLException e) {
      throw Failures.ofWrite(e);
    }
  }

  @Override
  public void adopt(TurnId turn, SessionId session, List<EventId> events) {
    try {
      for (EventId event : events) {
        long sequence =
            sequences
                .find(session, event)
                .orElseThrow(
                    () -> new IllegalArgumentException("only events of the session are adopted"));
        adopt.update(turn.value(), session.value(), sequence);
      }
    } catch (SQLException e) {
      throw Failures.ofWrite(e);
    }
  }

  private void insert(SessionId session, long sequence, @Nullable Long parent, NewEvent event)
      throws SQLException {
    long at = Micros.of(event.at());
    String payload = PayloadWriter.write(event.item());
    boolean large = Artifacts.isLarge(payload);
    insert.update(
        session.value(),
        sequence,
        event.id().value(),
        parent,
        event.turn().value(),
        at,
        large ? null : payload,
        large ? artifacts.keep(payload, at) : null,
        event.tokens(),
        providerOf(event.origin()),
        Word.of(event.completeness()));
  }

  private @Nullable Long parentOf(SessionId session, NewEvent event, Map<EventId, Long> appended)
      throws SQLException {
    return switch (event.parent()) {
      case EventParent.Root() -> null;
      case EventParent.After(EventId parent) -> {
        Long sequence = appended.get(parent);
        Optional<Long> stored =
            sequence == null ? sequences.find(session, parent) : Optional.of(sequence);
        yield stored.orElseThrow(
            () -> new IllegalArgumentException("a parent must be an event of the session"));
      }
    };
  }

  private static @Nullable String providerOf(EventOrigin origin) {
    return switch (origin) {
      case EventOrigin.Client() -> null;
      case EventOrigin.Model(var provider) -> provider.value();
    };
  }

  private static Query beginSql() {
    return Sql.insert(TRANSCRIPTS, TRANSCRIPTS.SESSION_ID, TRANSCRIPTS.STARTED_AT_MICROS);
  }

  private static Query takeSequencesSql() {
    return Sql.DSL_CONTEXT
        .update(TRANSCRIPTS)
        .set(TRANSCRIPTS.EVENT_COUNT, TRANSCRIPTS.EVENT_COUNT.plus(bound(TRANSCRIPTS.EVENT_COUNT)))
        .where(TRANSCRIPTS.SESSION_ID.eq(bound(TRANSCRIPTS.SESSION_ID)))
        .returning(TRANSCRIPTS.EVENT_COUNT);
  }

  private static Query insertSql() {
    return Sql.insert(
        EVENTS,
        EVENTS.SESSION_ID,
        EVENTS.SEQUENCE,
        EVENTS.EVENT_ID,
        EVENTS.PARENT_SEQUENCE,
        EVENTS.TURN_ID,
        EVENTS.AT_MICROS,
        EVENTS.PAYLOAD,
        EVENTS.ARTIFACT_ID,
        EVENTS.TOKENS,
        EVENTS.ORIGIN_PROVIDER,
        EVENTS.COMPLETENESS);
  }

  private static Query adoptSql() {
    return Sql.insert(
        ADOPTED_EVENTS, ADOPTED_EVENTS.TURN_ID, ADOPTED_EVENTS.SESSION_ID, ADOPTED_EVENTS.SEQUENCE);
  }

  private static Query listSessionSql() {
    return Sql.DSL_CONTEXT
        .update(SESSIONS)
        .set(SESSIONS.LISTED, inline(1L))
        .set(SESSIONS.UPDATED_AT_MICROS, bound(SESSIONS.UPDATED_AT_MICROS))
        .set(SESSIONS.LAST_INTERACTION_AT_MICROS, bound(SESSIONS.LAST_INTERACTION_AT_MICROS))
        .set(SESSIONS.VERSION, SESSIONS.VERSION.plus(inline(1)))
        .where(SESSIONS.SESSION_ID.eq(bound(SESSIONS.SESSION_ID)));
  }
}
