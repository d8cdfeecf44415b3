package dev.holdfast.adapters.sqlite;

import static dev.holdfast.adapters.sqlite.Sql.bound;
import static dev.holdfast.adapters.sqlite.jooq.agent.Tables.ARCHIVED_SESSIONS;
import static dev.holdfast.adapters.sqlite.jooq.agent.Tables.EVENTS;
import static dev.holdfast.adapters.sqlite.jooq.agent.Tables.SESSIONS;
import static dev.holdfast.adapters.sqlite.jooq.agent.Tables.TRANSCRIPTS;

import dev.holdfast.adapters.sqlite.jooq.agent.tables.Events;
import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.route.RouteCanonicalizer;
import dev.holdfast.domain.route.RouteProvenance;
import dev.holdfast.domain.route.RouteSelection;
import dev.holdfast.domain.session.ArchiveId;
import dev.holdfast.domain.session.ArchivedSession;
import dev.holdfast.domain.session.PreviousSession;
import dev.holdfast.domain.session.SessionEntry;
import dev.holdfast.domain.session.SessionId;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.transcript.ClientHabit;
import dev.holdfast.domain.transcript.EventId;
import dev.holdfast.domain.transcript.EventParent;
import java.sql.SQLException;
import java.util.List;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Param;
import org.jooq.Record;
import org.jooq.Select;
import org.jooq.SelectConditionStep;
import org.jooq.SelectOnConditionStep;
import org.jooq.TableField;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Session rows with the transcript they point at: how they are selected, and what they mean. */
final class SessionRows {

  private static final Events HEAD = EVENTS.as("head");

  private static final List<Field<?>> COLUMNS =
      List.of(
          SESSIONS.SESSION_KEY,
          TRANSCRIPTS.SESSION_ID,
          TRANSCRIPTS.PREVIOUS_SESSION_ID,
          HEAD.EVENT_ID,
          TRANSCRIPTS.EVENT_COUNT,
          SESSIONS.SELECTED_PROVIDER,
          SESSIONS.SELECTED_MODEL,
          SESSIONS.SELECTED_RUNTIME,
          SESSIONS.SELECTED_AUTH_PROFILE,
          SESSIONS.SELECTED_PROVIDER_PROVENANCE,
          SESSIONS.LABEL,
          SESSIONS.CLIENT_HABIT,
          SESSIONS.CREATED_AT_MICROS,
          TRANSCRIPTS.STARTED_AT_MICROS,
          SESSIONS.UPDATED_AT_MICROS,
          SESSIONS.LAST_INTERACTION_AT_MICROS,
          SESSIONS.VERSION,
          TRANSCRIPTS.HEAD_SEQUENCE,
          TRANSCRIPTS.REWRITE_GENERATION);

  private final AgentId agent;
  private final RouteCanonicalizer routes;

  SessionRows(AgentId agent, RouteCanonicalizer routes) {
    this.agent = agent;
    this.routes = routes;
  }

  /**
   * A session as it is stored.
   *
   * @param headSequence the sequence of its head, 0 at the root
   * @param generation how often something was put between older events
   */
  record Stored(SessionEntry entry, long headSequence, long generation) {}

  /** The session of a key; binds the key. */
  static Select<?> byKey() {
    return Sql.DSL_CONTEXT
        .select(COLUMNS)
        .from(SESSIONS)
        .join(TRANSCRIPTS)
        .on(TRANSCRIPTS.SESSION_ID.eq(SESSIONS.SESSION_ID))
        .leftJoin(HEAD)
        .on(HEAD.SESSION_ID.eq(TRANSCRIPTS.SESSION_ID))
        .and(HEAD.SEQUENCE.eq(TRANSCRIPTS.HEAD_SEQUENCE))
        .where(SESSIONS.SESSION_KEY.eq(bound(SESSIONS.SESSION_KEY)));
  }

  /** The transcript of a session id, current or past; binds the id. */
  static Select<?> byId() {
    return Sql.DSL_CONTEXT
        .select(COLUMNS)
        .from(TRANSCRIPTS)
        .join(SESSIONS)
        .on(SESSIONS.SESSION_KEY.eq(TRANSCRIPTS.SESSION_KEY))
        .leftJoin(HEAD)
        .on(HEAD.SESSION_ID.eq(TRANSCRIPTS.SESSION_ID))
        .and(HEAD.SEQUENCE.eq(TRANSCRIPTS.HEAD_SEQUENCE))
        .where(TRANSCRIPTS.SESSION_ID.eq(bound(TRANSCRIPTS.SESSION_ID)))
        .and(TRANSCRIPTS.ARCHIVE_ID.isNull());
  }

  /** The newest listed sessions of a span of keys; binds its ends, and how many. */
  static Select<?> firstPage() {
    return newestFirst(listed().and(within(SESSIONS.SESSION_KEY)));
  }

  /**
   * The listed sessions of a span of keys behind a place; binds the span's ends, the place's time,
   * its time again, its key, and how many.
   */
  static Select<?> nextPage() {
    return newestFirst(
        listed()
            .and(within(SESSIONS.SESSION_KEY))
            .and(SESSIONS.UPDATED_AT_MICROS.le(bound(SESSIONS.UPDATED_AT_MICROS)))
            .and(
                SESSIONS
                    .UPDATED_AT_MICROS
                    .lt(bound(SESSIONS.UPDATED_AT_MICROS))
                    .or(SESSIONS.SESSION_KEY.gt(bound(SESSIONS.SESSION_KEY)))));
  }

  /** How many sessions are listed. */
  static Select<?> count() {
    return Sql.DSL_CONTEXT.selectCount().from(SESSIONS).where(SESSIONS.LISTED.eq(DSL.inline(1L)));
  }

  Stored read(Row row) throws SQLException {
    SessionKey key = SessionKey.ofStored(row.text());
    SessionId id = new SessionId(row.text());
    PreviousSession previous = previous(row.textOrNull());
    EventParent head = head(row.textOrNull());
    long eventCount = row.number();
    RouteSelection selection = selection(RouteColumns.read(row), row.textOrNull());
    String label = row.text();
    SessionEntry entry =
        new SessionEntry(
            agent,
            key,
            id,
            previous,
            head,
            eventCount,
            selection,
            label,
            Word.read(ClientHabit.class, row.text()),
            row.instant(),
            row.instant(),
            row.instant(),
            row.instant(),
            row.number());
    return new Stored(entry, row.number(), row.number());
  }

  /** The last archived sessions of a span of keys; binds its ends, and how many. */
  static Select<?> firstArchivePage() {
    return lastFirst(archived().where(within(ARCHIVED_SESSIONS.SESSION_KEY)));
  }

  /**
   * The archived sessions of a span of keys behind a place; binds the span's ends, the place's
   * time, its time again, its archive id, and how many.
   */
  static Select<?> nextArchivePage() {
    return lastFirst(
        archived()
            .where(within(ARCHIVED_SESSIONS.SESSION_KEY))
            .and(
                ARCHIVED_SESSIONS.ARCHIVED_AT_MICROS.le(
                    bound(ARCHIVED_SESSIONS.ARCHIVED_AT_MICROS)))
            .and(
                ARCHIVED_SESSIONS
                    .ARCHIVED_AT_MICROS
                    .lt(bound(ARCHIVED_SESSIONS.ARCHIVED_AT_MICROS))
                    .or(ARCHIVED_SESSIONS.ARCHIVE_ID.gt(bound(ARCHIVED_SESSIONS.ARCHIVE_ID)))));
  }

  /** One archived session; binds its archive id. */
  static Select<?> archivedById() {
    return archived().where(ARCHIVED_SESSIONS.ARCHIVE_ID.eq(bound(ARCHIVED_SESSIONS.ARCHIVE_ID)));
  }

  ArchivedSession readArchived(Row row) throws SQLException {
    SessionEntry entry = read(row).entry();
    return new ArchivedSession(new ArchiveId(row.text()), entry, row.instant());
  }

  private RouteSelection selection(RouteColumns columns, @Nullable String provenance) {
    return provenance == null
        ? new RouteSelection.AgentDefault()
        : new RouteSelection.Chosen(
            columns.route(routes), Word.read(RouteProvenance.class, provenance));
  }

  private static PreviousSession previous(@Nullable String id) {
    return id == null ? new PreviousSession.None() : new PreviousSession.Linked(new SessionId(id));
  }

  private static EventParent head(@Nullable String event) {
    return event == null ? EventParent.root() : EventParent.after(new EventId(event));
  }

  /** The columns of {@link #COLUMNS} in the archive, and what is known of the archiving. */
  private static SelectOnConditionStep<Record> archived() {
    List<Field<?>> columns =
        COLUMNS.stream()
            .<Field<?>>map(
                column -> {
                  boolean ofSession =
                      column instanceof TableField<?, ?> field && SESSIONS.equals(field.getTable());
                  return ofSession ? ARCHIVED_SESSIONS.field(column) : column;
                })
            .toList();
    return Sql.DSL_CONTEXT
        .select(columns)
        .select(ARCHIVED_SESSIONS.ARCHIVE_ID, ARCHIVED_SESSIONS.ARCHIVED_AT_MICROS)
        .from(ARCHIVED_SESSIONS)
        .join(TRANSCRIPTS)
        .on(TRANSCRIPTS.SESSION_ID.eq(ARCHIVED_SESSIONS.SESSION_ID))
        .leftJoin(HEAD)
        .on(HEAD.SESSION_ID.eq(TRANSCRIPTS.SESSION_ID))
        .and(HEAD.SEQUENCE.eq(TRANSCRIPTS.HEAD_SEQUENCE));
  }

  private static Select<?> lastFirst(SelectConditionStep<Record> sessions) {
    return sessions
        .orderBy(ARCHIVED_SESSIONS.ARCHIVED_AT_MICROS.desc(), ARCHIVED_SESSIONS.ARCHIVE_ID.asc())
        .limit(DSL.param("limit", Long.class));
  }

  /**
   * Keys from one text on and before another. The plus keeps the planner from looking them up by
   * the key and sorting what it found: the order comes from the index of the list.
   */
  private static Condition within(Field<String> key) {
    Field<String> unindexed = DSL.field("+{0}", String.class, key);
    return unindexed.ge(bound(key)).and(unindexed.lt(bound(key)));
  }

  private static SelectConditionStep<Record> listed() {
    return Sql.DSL_CONTEXT
        .select(COLUMNS)
        .from(SESSIONS)
        .join(TRANSCRIPTS)
        .on(TRANSCRIPTS.SESSION_ID.eq(SESSIONS.SESSION_ID))
        .leftJoin(HEAD)
        .on(HEAD.SESSION_ID.eq(TRANSCRIPTS.SESSION_ID))
        .and(HEAD.SEQUENCE.eq(TRANSCRIPTS.HEAD_SEQUENCE))
        // Written out: the planner uses the partial index only for a literal.
        .where(SESSIONS.LISTED.eq(DSL.inline(1L)));
  }

  private static Select<?> newestFirst(SelectConditionStep<Record> sessions) {
    Param<Long> limit = DSL.param("limit", Long.class);
    return sessions
        .orderBy(SESSIONS.UPDATED_AT_MICROS.desc(), SESSIONS.SESSION_KEY.asc())
        .limit(limit);
  }
}
