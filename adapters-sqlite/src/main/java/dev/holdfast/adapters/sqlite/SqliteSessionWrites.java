package dev.holdfast.adapters.sqlite;

import static dev.holdfast.adapters.sqlite.Sql.bound;
import static dev.holdfast.adapters.sqlite.jooq.agent.Tables.SESSIONS;
import static dev.holdfast.adapters.sqlite.jooq.agent.Tables.TRANSCRIPTS;
import static org.jooq.impl.DSL.inline;

import dev.holdfast.domain.session.ArchiveId;
import dev.holdfast.domain.session.ArchivedSession;
import dev.holdfast.domain.session.SessionChange;
import dev.holdfast.domain.session.SessionEntry;
import dev.holdfast.domain.session.SessionId;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.session.StoredSession;
import dev.holdfast.ports.out.write.SessionWrites;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jooq.Query;
import org.jooq.UpdateSetStep;

/** Applies changes of session rows on the writer's connection. */
final class SqliteSessionWrites implements SessionWrites {

  private final SessionRows rows;
  private final EventSequences sequences;
  private final KeptStatement find;
  private final KeptStatement openTranscript;
  private final KeptStatement reserve;
  private final KeptStatement rotate;
  private final KeptStatement rotateWithRoute;
  private final KeptStatement interact;
  private final KeptStatement isOfKey;
  private final KeptStatement moveHead;
  private final KeptStatement noteHabit;
  private final KeptStatement select;
  private final KeptStatement relabel;
  private final Archive archive;

  SqliteSessionWrites(SessionRows rows, EventSequences sequences, Connection connection) {
    this.rows = rows;
    this.sequences = sequences;
    find = new KeptStatement(connection, SessionRows::byKey);
    openTranscript = new KeptStatement(connection, SqliteSessionWrites::openTranscriptSql);
    reserve = new KeptStatement(connection, SqliteSessionWrites::reserveSql);
    rotate = new KeptStatement(connection, () -> rotateSql(SelectionColumns.update()));
    rotateWithRoute =
        new KeptStatement(connection, () -> rotateSql(Sql.DSL_CONTEXT.update(SESSIONS)));
    interact = new KeptStatement(connection, SqliteSessionWrites::interactSql);
    isOfKey = new KeptStatement(connection, SqliteSessionWrites::isOfKeySql);
    moveHead = new KeptStatement(connection, SqliteSessionWrites::moveHeadSql);
    noteHabit = new KeptStatement(connection, SqliteSessionWrites::noteHabitSql);
    select = new KeptStatement(connection, SqliteSessionWrites::selectSql);
    relabel = new KeptStatement(connection, SqliteSessionWrites::relabelSql);
    archive = new Archive(connection);
  }

  @Override
  public Result apply(SessionChange change) {
    try {
      return switch (change) {
        case SessionChange.Expect expectation -> expect(expectation);
        case SessionChange.Reserve reservation -> reserve(reservation);
        case SessionChange.Rotate rotation -> rotate(rotation);
        case SessionChange.MoveHead move -> moveHead(move);
        case SessionChange.NoteHabit note -> noteHabit(note);
        case SessionChange.SelectRoute choice ->
            select(choice, SelectionColumns.of(choice.route(), choice.provenance()));
        case SessionChange.Relabel relabelling -> relabel(relabelling);
        case SessionChange.ClearRoute clearing -> select(clearing, SelectionColumns.NONE);
      };
    } catch (SQLException e) {
      throw Failures.ofWrite(e);
    }
  }

  private Result expect(SessionChange.Expect change) throws SQLException {
    Optional<SessionEntry> current = find(change.key());
    if (current.isEmpty()) {
      return new Result.Missing();
    }
    return current.get().version() == change.version()
        ? new Result.Applied(current.get())
        : new Result.Outdated(current.get());
  }

  @Override
  public StoredSession current(SessionKey key) {
    try {
      return find(key)
          .<StoredSession>map(StoredSession.Present::new)
          .orElseGet(StoredSession.Absent::new);
    } catch (SQLException e) {
      throw Failures.ofRead(e);
    }
  }

  @Override
  public Archival archive(SessionKey key, SessionId expected, ArchiveId id, Instant at) {
    try {
      Optional<SessionEntry> current = find(key);
      if (current.isEmpty()) {
        return new Archival.Missing();
      }
      if (!current.get().id().equals(expected)) {
        return new Archival.Outdated(current.get());
      }
      archive.put(key, expected, id, at);
      return new Archival.Archived(
          new ArchivedSession(id, current.get(), Micros.toInstant(Micros.of(at))));
    } catch (SQLException e) {
      throw Failures.ofWrite(e);
    }
  }

  @Override
  public Restoration restore(ArchiveId id, Instant at) {
    try {
      Optional<Archive.Found> found = archive.find(id);
      if (found.isEmpty()) {
        return new Restoration.Missing();
      }
      Optional<SessionEntry> other = find(found.get().key());
      if (other.isPresent()) {
        return new Restoration.KeyInUse(other.get());
      }
      archive.takeBack(found.get(), id, at);
      return new Restoration.Restored(written(found.get().key()));
    } catch (SQLException e) {
      throw Failures.ofWrite(e);
    }
  }

  private Result relabel(SessionChange.Relabel change) throws SQLException {
    int changed = relabel.update(change.label(), Micros.of(change.at()), change.key().value());
    return changed == 0 ? new Result.Missing() : applied(change.key());
  }

  private Result reserve(SessionChange.Reserve change) throws SQLException {
    Optional<SessionEntry> current = find(change.key());
    if (current.isPresent()) {
      return new Result.Outdated(current.get());
    }
    long at = Micros.of(change.at());
    String key = change.key().value();
    openTranscript.update(change.id().value(), key, null, null, at);
    reserve.update(key, change.id().value(), at, at, at, key);
    return applied(change.key());
  }

  private Result rotate(SessionChange.Rotate change) throws SQLException {
    Optional<SessionEntry> current = find(change.key());
    if (current.isEmpty()) {
      return new Result.Missing();
    }
    if (!current.get().id().equals(change.expected())) {
      return new Result.Outdated(current.get());
    }
    long at = Micros.of(change.at());
    String key = change.key().value();
    openTranscript.update(
        change.next().value(), key, change.expected().value(), Word.of(change.reason()), at);
    String next = change.next().value();
    if (SelectionColumns.of(current.get().selection()).survivesReset()) {
      // Left alone, not written again: its provider may be blocked by now.
      rotateWithRoute.update(next, at, at, key);
    } else {
      rotate.update(SelectionColumns.NONE.followedBy(next, at, at, key));
    }
    return applied(change.key());
  }

  private Result moveHead(SessionChange.MoveHead change) throws SQLException {
    String key = change.key().value();
    String id = change.id().value();
    if (isOfKey.first(Row::number, id, key).isEmpty()) {
      return find(change.key()).<Result>map(Result.Outdated::new).orElseGet(Result.Missing::new);
    }
    moveHead.update(sequences.of(change.id(), change.head()), id);
    long at = Micros.of(change.at());
    interact.update(at, at, key, id);
    return applied(change.key());
  }

  private Result noteHabit(SessionChange.NoteHabit change) throws SQLException {
    int changed = noteHabit.update(Word.of(change.habit()), change.key().value());
    return changed == 0 ? new Result.Missing() : applied(change.key());
  }

  private Result select(SessionChange change, SelectionColumns selection) throws SQLException {
    int changed = select.update(selection.followedBy(Micros.of(change.at()), change.key().value()));
    return changed == 0 ? new Result.Missing() : applied(change.key());
  }

  private Result applied(SessionKey key) throws SQLException {
    return new Result.Applied(written(key));
  }

  private SessionEntry written(SessionKey key) throws SQLException {
    return find(key).orElseThrow(() -> new SQLException("a row that was just written is gone"));
  }

  private Optional<SessionEntry> find(SessionKey key) throws SQLException {
    return find.first(row -> rows.read(row).entry(), key.value());
  }

  private static Query openTranscriptSql() {
    return Sql.insert(
        TRANSCRIPTS,
        TRANSCRIPTS.SESSION_ID,
        TRANSCRIPTS.SESSION_KEY,
        TRANSCRIPTS.PREVIOUS_SESSION_ID,
        TRANSCRIPTS.ROTATION_REASON,
        TRANSCRIPTS.STARTED_AT_MICROS);
  }

  private static Query reserveSql() {
    return Sql.DSL_CONTEXT
        .insertInto(SESSIONS)
        .columns(
            SESSIONS.SESSION_KEY,
            SESSIONS.SESSION_ID,
            SESSIONS.CREATED_AT_MICROS,
            SESSIONS.UPDATED_AT_MICROS,
            SESSIONS.LAST_INTERACTION_AT_MICROS,
            SESSIONS.VERSION)
        .values(
            bound(SESSIONS.SESSION_KEY),
            bound(SESSIONS.SESSION_ID),
            bound(SESSIONS.CREATED_AT_MICROS),
            bound(SESSIONS.UPDATED_AT_MICROS),
            bound(SESSIONS.LAST_INTERACTION_AT_MICROS),
            Archive.nextVersion(bound(SESSIONS.SESSION_KEY)));
  }

  private static Query rotateSql(UpdateSetStep<?> update) {
    return update
        .set(SESSIONS.SESSION_ID, bound(SESSIONS.SESSION_ID))
        .set(SESSIONS.LISTED, inline(0L))
        .set(SESSIONS.UPDATED_AT_MICROS, bound(SESSIONS.UPDATED_AT_MICROS))
        .set(SESSIONS.LAST_INTERACTION_AT_MICROS, bound(SESSIONS.LAST_INTERACTION_AT_MICROS))
        .set(SESSIONS.VERSION, SESSIONS.VERSION.plus(inline(1)))
        .where(SESSIONS.SESSION_KEY.eq(bound(SESSIONS.SESSION_KEY)));
  }

  private static Query interactSql() {
    return Sql.DSL_CONTEXT
        .update(SESSIONS)
        .set(SESSIONS.UPDATED_AT_MICROS, bound(SESSIONS.UPDATED_AT_MICROS))
        .set(SESSIONS.LAST_INTERACTION_AT_MICROS, bound(SESSIONS.LAST_INTERACTION_AT_MICROS))
        .set(SESSIONS.VERSION, SESSIONS.VERSION.plus(inline(1)))
        .where(SESSIONS.SESSION_KEY.eq(bound(SESSIONS.SESSION_KEY)))
        .and(SESSIONS.SESSION_ID.eq(bound(SESSIONS.SESSION_ID)));
  }

  private static Query isOfKeySql() {
    return Sql.DSL_CONTEXT
        .select(inline(1))
        .from(TRANSCRIPTS)
        .where(TRANSCRIPTS.SESSION_ID.eq(bound(TRANSCRIPTS.SESSION_ID)))
        .and(TRANSCRIPTS.SESSION_KEY.eq(bound(TRANSCRIPTS.SESSION_KEY)));
  }

  private static Query moveHeadSql() {
    return Sql.DSL_CONTEXT
        .update(TRANSCRIPTS)
        .set(TRANSCRIPTS.HEAD_SEQUENCE, bound(TRANSCRIPTS.HEAD_SEQUENCE))
        .where(TRANSCRIPTS.SESSION_ID.eq(bound(TRANSCRIPTS.SESSION_ID)));
  }

  private static Query noteHabitSql() {
    return Sql.DSL_CONTEXT
        .update(SESSIONS)
        .set(SESSIONS.CLIENT_HABIT, bound(SESSIONS.CLIENT_HABIT))
        .set(SESSIONS.VERSION, SESSIONS.VERSION.plus(inline(1)))
        .where(SESSIONS.SESSION_KEY.eq(bound(SESSIONS.SESSION_KEY)));
  }

  private static Query relabelSql() {
    return Sql.DSL_CONTEXT
        .update(SESSIONS)
        .set(SESSIONS.LABEL, bound(SESSIONS.LABEL))
        .set(SESSIONS.UPDATED_AT_MICROS, bound(SESSIONS.UPDATED_AT_MICROS))
        .set(SESSIONS.VERSION, SESSIONS.VERSION.plus(inline(1)))
        .where(SESSIONS.SESSION_KEY.eq(bound(SESSIONS.SESSION_KEY)));
  }

  private static Query selectSql() {
    return SelectionColumns.update()
        .set(SESSIONS.UPDATED_AT_MICROS, bound(SESSIONS.UPDATED_AT_MICROS))
        .set(SESSIONS.VERSION, SESSIONS.VERSION.plus(inline(1)))
        .where(SESSIONS.SESSION_KEY.eq(bound(SESSIONS.SESSION_KEY)));
  }
}
