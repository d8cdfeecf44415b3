package dev.holdfast.adapters.sqlite;

import static dev.holdfast.adapters.sqlite.Sql.bound;
import static dev.holdfast.adapters.sqlite.jooq.agent.Tables.ARCHIVED_SESSIONS;
import static dev.holdfast.adapters.sqlite.jooq.agent.Tables.SESSIONS;
import static dev.holdfast.adapters.sqlite.jooq.agent.Tables.TRANSCRIPTS;
import static org.jooq.impl.DSL.inline;

import dev.holdfast.adapters.sqlite.jooq.agent.tables.ArchivedSessions;
import dev.holdfast.domain.session.ArchiveId;
import dev.holdfast.domain.session.SessionId;
import dev.holdfast.domain.session.SessionKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.Select;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Moves session rows to the archive and back on the writer's connection. */
final class Archive {

  /** What a row takes along as it is, by its names there and here. */
  private static final List<Field<?>> OF_SESSION =
      List.of(
          SESSIONS.SESSION_KEY,
          SESSIONS.SESSION_ID,
          SESSIONS.LISTED,
          SESSIONS.SELECTED_PROVIDER,
          SESSIONS.SELECTED_PROVIDER_PROVENANCE,
          SESSIONS.SELECTED_MODEL,
          SESSIONS.SELECTED_MODEL_PROVENANCE,
          SESSIONS.SELECTED_RUNTIME,
          SESSIONS.SELECTED_RUNTIME_PROVENANCE,
          SESSIONS.SELECTED_AUTH_PROFILE,
          SESSIONS.SELECTED_AUTH_PROFILE_PROVENANCE,
          SESSIONS.LABEL,
          SESSIONS.CLIENT_HABIT,
          SESSIONS.CREATED_AT_MICROS);

  private static final List<Field<?>> OF_ARCHIVED =
      OF_SESSION.stream().<Field<?>>map(ARCHIVED_SESSIONS::field).toList();

  private final KeptStatement put;
  private final KeptStatement leaveKey;
  private final KeptStatement takeBack;
  private final KeptStatement leaveArchive;
  private final KeptStatement mark;
  private final KeptStatement previous;
  private final KeptStatement find;

  Archive(Connection connection) {
    put = new KeptStatement(connection, Archive::putSql);
    leaveKey = new KeptStatement(connection, Archive::leaveKeySql);
    takeBack = new KeptStatement(connection, Archive::takeBackSql);
    leaveArchive = new KeptStatement(connection, Archive::leaveArchiveSql);
    mark = new KeptStatement(connection, Archive::markSql);
    previous = new KeptStatement(connection, Archive::previousSql);
    find = new KeptStatement(connection, Archive::findSql);
  }

  /** Which session is in the archive. */
  record Found(SessionKey key, SessionId id) {}

  Optional<Found> find(ArchiveId archive) throws SQLException {
    return find.first(
        row -> new Found(SessionKey.ofStored(row.text()), new SessionId(row.text())),
        archive.value());
  }

  /** Takes a row from its key, and its transcripts along. */
  void put(SessionKey key, SessionId newest, ArchiveId archive, Instant at) throws SQLException {
    put.update(archive.value(), Micros.of(at), key.value());
    leaveKey.update(key.value());
    markAll(newest, archive.value());
  }

  /** Puts a row back to its key, which is free, and its transcripts with it. */
  void takeBack(Found found, ArchiveId archive, Instant at) throws SQLException {
    long micros = Micros.of(at);
    takeBack.update(micros, micros, archive.value());
    leaveArchive.update(archive.value());
    markAll(found.id(), null);
  }

  /** Follows the links from a transcript to the first of its key. */
  private void markAll(SessionId newest, @Nullable String archive) throws SQLException {
    Optional<String> next = Optional.of(newest.value());
    while (next.isPresent()) {
      mark.update(archive, next.get());
      next = previous.first(Row::text, next.get());
    }
  }

  private static Query putSql() {
    return Sql.DSL_CONTEXT
        .insertInto(ARCHIVED_SESSIONS)
        .columns(
            Stream.of(
                    Stream.of(ARCHIVED_SESSIONS.ARCHIVE_ID, ARCHIVED_SESSIONS.ARCHIVED_AT_MICROS),
                    OF_ARCHIVED.stream(),
                    Stream.of(
                        ARCHIVED_SESSIONS.UPDATED_AT_MICROS,
                        ARCHIVED_SESSIONS.LAST_INTERACTION_AT_MICROS,
                        ARCHIVED_SESSIONS.VERSION))
                .flatMap(fields -> fields)
                .toList())
        .select(
            Sql.DSL_CONTEXT
                .select(
                    bound(ARCHIVED_SESSIONS.ARCHIVE_ID),
                    bound(ARCHIVED_SESSIONS.ARCHIVED_AT_MICROS))
                .select(OF_SESSION)
                .select(
                    SESSIONS.UPDATED_AT_MICROS,
                    SESSIONS.LAST_INTERACTION_AT_MICROS,
                    SESSIONS.VERSION)
                .from(SESSIONS)
                .where(SESSIONS.SESSION_KEY.eq(bound(SESSIONS.SESSION_KEY))));
  }

  private static Query leaveKeySql() {
    return Sql.DSL_CONTEXT
        .deleteFrom(SESSIONS)
        .where(SESSIONS.SESSION_KEY.eq(bound(SESSIONS.SESSION_KEY)));
  }

  private static Query takeBackSql() {
    return Sql.DSL_CONTEXT
        .insertInto(SESSIONS)
        .columns(
            Stream.concat(
                    OF_SESSION.stream(),
                    Stream.of(
                        SESSIONS.UPDATED_AT_MICROS,
                        SESSIONS.LAST_INTERACTION_AT_MICROS,
                        SESSIONS.VERSION))
                .toList())
        .select(
            Sql.DSL_CONTEXT
                .select(OF_ARCHIVED)
                .select(
                    bound(SESSIONS.UPDATED_AT_MICROS),
                    bound(SESSIONS.LAST_INTERACTION_AT_MICROS),
                    nextVersion(ARCHIVED_SESSIONS.SESSION_KEY))
                .from(ARCHIVED_SESSIONS)
                .where(ARCHIVED_SESSIONS.ARCHIVE_ID.eq(bound(ARCHIVED_SESSIONS.ARCHIVE_ID))));
  }

  /**
   * A version that no session of a key ever had: who expects an older one means what went to the
   * archive.
   */
  static Field<Long> nextVersion(Field<String> key) {
    ArchivedSessions archived = ARCHIVED_SESSIONS.as("archived");
    return DSL.field(
        Sql.DSL_CONTEXT
            .select(DSL.coalesce(DSL.max(archived.VERSION), inline(0L)).plus(inline(1)))
            .from(archived)
            .where(archived.SESSION_KEY.eq(key)));
  }

  private static Query leaveArchiveSql() {
    return Sql.DSL_CONTEXT
        .deleteFrom(ARCHIVED_SESSIONS)
        .where(ARCHIVED_SESSIONS.ARCHIVE_ID.eq(bound(ARCHIVED_SESSIONS.ARCHIVE_ID)));
  }

  private static Query markSql() {
    return Sql.DSL_CONTEXT
        .update(TRANSCRIPTS)
        .set(TRANSCRIPTS.ARCHIVE_ID, bound(TRANSCRIPTS.ARCHIVE_ID))
        .where(TRANSCRIPTS.SESSION_ID.eq(bound(TRANSCRIPTS.SESSION_ID)));
  }

  private static Select<?> previousSql() {
    return Sql.DSL_CONTEXT
        .select(TRANSCRIPTS.PREVIOUS_SESSION_ID)
        .from(TRANSCRIPTS)
        .where(TRANSCRIPTS.SESSION_ID.eq(bound(TRANSCRIPTS.SESSION_ID)))
        .and(TRANSCRIPTS.PREVIOUS_SESSION_ID.isNotNull());
  }

  private static Select<?> findSql() {
    return Sql.DSL_CONTEXT
        .select(ARCHIVED_SESSIONS.SESSION_KEY, ARCHIVED_SESSIONS.SESSION_ID)
        .from(ARCHIVED_SESSIONS)
        .where(ARCHIVED_SESSIONS.ARCHIVE_ID.eq(bound(ARCHIVED_SESSIONS.ARCHIVE_ID)));
  }
}
