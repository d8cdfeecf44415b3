package dev.holdfast.adapters.sqlite;

import static dev.holdfast.adapters.sqlite.Sql.bound;
import static dev.holdfast.adapters.sqlite.jooq.agent.Tables.LEASES;
import static dev.holdfast.adapters.sqlite.jooq.agent.Tables.TURNS;
import static org.jooq.impl.DSL.inline;

import dev.holdfast.domain.session.SessionId;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.turn.InstanceId;
import dev.holdfast.domain.turn.LeaseHolder;
import dev.holdfast.domain.turn.OpenTurn;
import dev.holdfast.domain.turn.OpenTurn.SessionLease;
import dev.holdfast.domain.turn.StrayLease;
import dev.holdfast.domain.turn.TurnId;
import dev.holdfast.domain.turn.TurnScope;
import dev.holdfast.domain.turn.TurnState;
import java.sql.SQLException;
import java.time.Instant;
import org.jooq.Condition;
import org.jooq.Query;
import org.jooq.Select;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** The turns that run, by their rows, and the leases of turns that do not. */
final class OpenTurnRows {

  private static final String RUNNING = Word.of(TurnState.RUNNING);

  private OpenTurnRows() {}

  /** The oldest first; binds how many. */
  static Select<?> open() {
    return Sql.DSL_CONTEXT
        .select(
            TURNS.TURN_ID,
            TURNS.SESSION_KEY,
            TURNS.SESSION_ID,
            TURNS.OWNER,
            TURNS.EPOCH,
            TURNS.STARTED_AT_MICROS,
            LEASES.TURN_ID,
            LEASES.DEADLINE_AT_MICROS)
        .from(TURNS)
        .leftJoin(LEASES)
        .on(LEASES.SESSION_KEY.eq(TURNS.SESSION_KEY))
        .where(TURNS.STATE.eq(inline(RUNNING)))
        .orderBy(TURNS.STARTED_AT_MICROS, TURNS.TURN_NUMBER)
        .limit(DSL.param("limit", Long.class));
  }

  static OpenTurn readOpen(Row row) throws SQLException {
    TurnId id = new TurnId(row.text());
    @Nullable String key = row.textOrNull();
    @Nullable String session = row.textOrNull();
    InstanceId owner = new InstanceId(row.text());
    long epoch = row.number();
    Instant startedAt = row.instant();
    @Nullable String leased = row.textOrNull();
    Instant deadline = row.instantOr(Instant.EPOCH);
    TurnScope scope =
        session == null ? new TurnScope.Stateless() : TurnRows.scope(key, new SessionId(session));
    return new OpenTurn(id, scope, owner, epoch, startedAt, lease(id, key, leased, deadline));
  }

  private static SessionLease lease(
      TurnId id, @Nullable String key, @Nullable String leased, Instant deadline) {
    if (key == null) {
      return new SessionLease.NotNeeded();
    }
    if (leased == null) {
      return new SessionLease.Free();
    }
    return leased.equals(id.value())
        ? new SessionLease.Own(deadline)
        : new SessionLease.OfAnother(new TurnId(leased));
  }

  /** In the order of their keys; binds how many. */
  static Select<?> strayLeases() {
    return Sql.DSL_CONTEXT
        .select(
            LEASES.SESSION_KEY,
            LEASES.OWNER,
            LEASES.TURN_ID,
            LEASES.EPOCH,
            LEASES.GRANTED_AT_MICROS,
            LEASES.DEADLINE_AT_MICROS)
        .from(LEASES)
        .where(LEASES.TURN_ID.isNotNull())
        .and(hasNoRunningTurn())
        .orderBy(LEASES.SESSION_KEY)
        .limit(DSL.param("limit", Long.class));
  }

  static StrayLease readStray(Row row) throws SQLException {
    SessionKey key = SessionKey.ofStored(row.text());
    InstanceId owner = new InstanceId(row.text());
    TurnId turn = new TurnId(row.text());
    return new StrayLease(
        key, new LeaseHolder(owner, turn, row.number(), row.instant(), row.instant()));
  }

  /** Frees one; binds its key, its turn and its epoch. */
  static Query freeStray() {
    return Sql.DSL_CONTEXT
        .update(LEASES)
        .set(LEASES.OWNER, inline(null, LEASES.OWNER))
        .set(LEASES.TURN_ID, inline(null, LEASES.TURN_ID))
        .set(LEASES.GRANTED_AT_MICROS, inline(null, LEASES.GRANTED_AT_MICROS))
        .set(LEASES.DEADLINE_AT_MICROS, inline(null, LEASES.DEADLINE_AT_MICROS))
        .where(LEASES.SESSION_KEY.eq(bound(LEASES.SESSION_KEY)))
        .and(LEASES.TURN_ID.eq(bound(LEASES.TURN_ID)))
        .and(LEASES.EPOCH.eq(bound(LEASES.EPOCH)))
        .and(hasNoRunningTurn());
  }

  private static Condition hasNoRunningTurn() {
    return DSL.notExists(
        Sql.DSL_CONTEXT
            .selectOne()
            .from(TURNS)
            .where(TURNS.TURN_ID.eq(LEASES.TURN_ID))
            .and(TURNS.STATE.eq(inline(RUNNING))));
  }
}
