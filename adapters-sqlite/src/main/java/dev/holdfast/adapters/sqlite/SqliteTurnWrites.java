package dev.holdfast.adapters.sqlite;

import static dev.holdfast.adapters.sqlite.Sql.bound;
import static dev.holdfast.adapters.sqlite.jooq.agent.Tables.LEASES;
import static dev.holdfast.adapters.sqlite.jooq.agent.Tables.TURNS;
import static org.jooq.impl.DSL.excluded;
import static org.jooq.impl.DSL.inline;

import dev.holdfast.domain.session.SessionId;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.turn.InstanceId;
import dev.holdfast.domain.turn.Lease;
import dev.holdfast.domain.turn.LeaseHolder;
import dev.holdfast.domain.turn.LeaseTerms;
import dev.holdfast.domain.turn.PreviousAttempt;
import dev.holdfast.domain.turn.StrayLease;
import dev.holdfast.domain.turn.TurnChange;
import dev.holdfast.domain.turn.TurnEnding;
import dev.holdfast.domain.turn.TurnId;
import dev.holdfast.domain.turn.TurnScope;
import dev.holdfast.domain.turn.TurnState;
import dev.holdfast.ports.out.write.TurnWrites;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jooq.Query;
import org.jspecify.annotations.Nullable;

/** Writes turns and their leases on the writer's connection. */
final class SqliteTurnWrites implements TurnWrites {

  private static final String TAKEN_OVER = "another process took the session's lease over";
  private static final String RUNNING = Word.of(TurnState.RUNNING);
  private static final long NO_EPOCH = 0;

  private final Takeovers takeovers;
  private final KeptStatement lease;
  private final KeptStatement insert;
  private final KeptStatement grant;
  private final KeptStatement end;
  private final KeptStatement free;
  private final KeptStatement others;
  private final KeptStatement prolong;
  private final KeptStatement freeStray;

  SqliteTurnWrites(Takeovers takeovers, Connection connection) {
    this.takeovers = takeovers;
    lease = new KeptStatement(connection, SqliteTurnWrites::leaseSql);
    insert = new KeptStatement(connection, SqliteTurnWrites::insertSql);
    grant = new KeptStatement(connection, SqliteTurnWrites::grantSql);
    end = new KeptStatement(connection, SqliteTurnWrites::endSql);
    free = new KeptStatement(connection, SqliteTurnWrites::freeSql);
    others = new KeptStatement(connection, SqliteTurnWrites::othersSql);
    prolong = new KeptStatement(connection, SqliteTurnWrites::prolongSql);
    freeStray = new KeptStatement(connection, OpenTurnRows::freeStray);
  }

  @Override
  public StartResult start(TurnChange.Started started, LeaseTerms terms) {
    try {
      return switch (started.scope()) {
        case TurnScope.Stateless() -> {
          insert(started, null, null, NO_EPOCH);
          yield new StartResult.Unleased();
        }
        case TurnScope.Unlisted(SessionId session) -> {
          insert(started, null, session, NO_EPOCH);
          yield new StartResult.Unleased();
        }
        case TurnScope.Keyed(SessionKey key, SessionId session) ->
            startIn(key, session, started, terms);
      };
    } catch (SQLException e) {
      throw Failures.ofWrite(e);
    }
  }

  @Override
  public EndResult end(TurnChange.Ended ended) {
    try {
      return end(ended.turn(), ended.epoch(), ended.ending(), ended.at())
          ? new EndResult.Stored()
          : new EndResult.LeaseLost();
    } catch (SQLException e) {
      throw Failures.ofWrite(e);
    }
  }

  @Override
  public Renewal renew(SessionKey key, TurnId turn, long epoch, Instant deadline) {
    try {
      return prolong.update(Micros.of(deadline), key.value(), turn.value(), epoch) == 1
          ? Renewal.RENEWED
          : Renewal.LOST;
    } catch (SQLException e) {
      throw Failures.ofWrite(e);
    }
  }

  @Override
  public Idleness claimIdle(SessionKey key, InstanceId owner, LeaseTerms terms, Instant at) {
    try {
      return switch (lease(key).holding()) {
        case Holding.Nobody() -> new Idleness.Idle();
        case Holding.By(LeaseHolder holder) ->
            switch (terms.judge(holder, owner, at)) {
              case OWN, ALIVE -> new Idleness.Held(holder);
              case DEAD -> {
                takeOver(holder, at);
                yield new Idleness.Idle();
              }
            };
      };
    } catch (SQLException e) {
      throw Failures.ofWrite(e);
    }
  }

  @Override
  public int interruptAllBut(InstanceId owner, String reason, Instant at) {
    try {
      List<Running> orphans = others.all(Running::read, owner.value());
      for (Running orphan : orphans) {
        end(orphan.turn(), orphan.epoch(), new TurnEnding.Interrupted(reason), at);
        takeovers.add();
      }
      return orphans.size();
    } catch (SQLException e) {
      throw Failures.ofWrite(e);
    }
  }

  @Override
  public int interruptIn(SessionKey key, InstanceId owner, String reason, Instant at) {
    try {
      return lease(key).holding() instanceof Holding.By(LeaseHolder holder)
              && holder.owner().equals(owner)
              && end(holder.turn(), holder.epoch(), new TurnEnding.Interrupted(reason), at)
          ? 1
          : 0;
    } catch (SQLException e) {
      throw Failures.ofWrite(e);
    }
  }

  @Override
  public int freeStray(StrayLease lease) {
    LeaseHolder holder = lease.holder();
    try {
      return freeStray.update(lease.key().value(), holder.turn().value(), holder.epoch());
    } catch (SQLException e) {
      throw Failures.ofWrite(e);
    }
  }

  private StartResult startIn(
      SessionKey key, SessionId session, TurnChange.Started started, LeaseTerms terms)
      throws SQLException {
    StoredLease stored = lease(key);
    if (stored.holding() instanceof Holding.By(LeaseHolder holder)) {
      switch (terms.judge(holder, started.owner(), started.at())) {
        case OWN -> {
          return new StartResult.Busy();
        }
        case ALIVE -> {
          return new StartResult.Held(holder);
        }
        case DEAD -> takeOver(holder, started.at());
      }
    }
    long epoch = stored.epoch() + 1;
    insert(started, key, session, epoch);
    Instant deadline = terms.deadlineFrom(Micros.kept(started.at()));
    grant.update(
        key.value(),
        epoch,
        started.owner().value(),
        started.turn().value(),
        Micros.of(started.at()),
        Micros.of(deadline));
    return new StartResult.Granted(new Lease(started.owner(), epoch, deadline));
  }

  private void takeOver(LeaseHolder holder, Instant at) throws SQLException {
    end(holder.turn(), holder.epoch(), new TurnEnding.Interrupted(TAKEN_OVER), at);
    takeovers.add();
  }

  private StoredLease lease(SessionKey key) throws SQLException {
    return lease.first(StoredLease::read, key.value()).orElse(StoredLease.NEVER_GRANTED);
  }

  private void insert(
      TurnChange.Started started, @Nullable SessionKey key, @Nullable SessionId session, long epoch)
      throws SQLException {
    RouteColumns route = RouteColumns.of(started.effective());
    insert.update(
        started.turn().value(),
        key == null ? null : key.value(),
        session == null ? null : session.value(),
        RUNNING,
        started.request().value(),
        started.origin().token(),
        started.origin().digest().hex(),
        attemptOf(started.origin().previous()),
        Word.of(started.api()),
        started.requestedModel(),
        route.provider(),
        route.model(),
        route.runtime(),
        route.authProfile(),
        Word.of(started.history()),
        started.owner().value(),
        epoch,
        Micros.of(started.at()));
  }

  private static @Nullable String attemptOf(PreviousAttempt previous) {
    return switch (previous) {
      case PreviousAttempt.None() -> null;
      case PreviousAttempt.Of(TurnId turn) -> turn.value();
    };
  }

  private boolean end(TurnId turn, long epoch, TurnEnding ending, Instant at) throws SQLException {
    Optional<String> key =
        end.first(
            SqliteTurnWrites::keyOf,
            EndingColumns.of(ending).followedBy(Micros.of(at), turn.value(), epoch));
    if (key.isEmpty()) {
      return false;
    }
    if (epoch != NO_EPOCH) {
      free.update(key.get(), turn.value());
    }
    return true;
  }

  private static String keyOf(Row row) throws SQLException {
    String key = row.textOrNull();
    return key == null ? "" : key;
  }

  /** A lease as it is stored; its epoch stays when it is free. */
  private record StoredLease(long epoch, Holding holding) {

    static final StoredLease NEVER_GRANTED = new StoredLease(NO_EPOCH, new Holding.Nobody());

    static StoredLease read(Row row) throws SQLException {
      long epoch = row.number();
      String owner = row.textOrNull();
      String turn = row.textOrNull();
      Instant since = row.instant();
      Instant deadline = row.instant();
      return new StoredLease(
          epoch,
          owner == null || turn == null
              ? new Holding.Nobody()
              : new Holding.By(
                  new LeaseHolder(
                      new InstanceId(owner), new TurnId(turn), epoch, since, deadline)));
    }
  }

  private sealed interface Holding {

    record Nobody() implements Holding {}

    record By(LeaseHolder holder) implements Holding {}
  }

  private record Running(TurnId turn, long epoch) {

    static Running read(Row row) throws SQLException {
      return new Running(new TurnId(row.text()), row.number());
    }
  }

  private static Query leaseSql() {
    return Sql.DSL_CONTEXT
        .select(
            LEASES.EPOCH,
            LEASES.OWNER,
            LEASES.TURN_ID,
            LEASES.GRANTED_AT_MICROS,
            LEASES.DEADLINE_AT_MICROS)
        .from(LEASES)
        .where(LEASES.SESSION_KEY.eq(bound(LEASES.SESSION_KEY)));
  }

  private static Query grantSql() {
    return Sql.insert(
            LEASES,
            LEASES.SESSION_KEY,
            LEASES.EPOCH,
            LEASES.OWNER,
            LEASES.TURN_ID,
            LEASES.GRANTED_AT_MICROS,
            LEASES.DEADLINE_AT_MICROS)
        .onConflict(LEASES.SESSION_KEY)
        .doUpdate()
        .set(LEASES.EPOCH, excluded(LEASES.EPOCH))
        .set(LEASES.OWNER, excluded(LEASES.OWNER))
        .set(LEASES.TURN_ID, excluded(LEASES.TURN_ID))
        .set(LEASES.GRANTED_AT_MICROS, excluded(LEASES.GRANTED_AT_MICROS))
        .set(LEASES.DEADLINE_AT_MICROS, excluded(LEASES.DEADLINE_AT_MICROS));
  }

  private static Query freeSql() {
    return Sql.DSL_CONTEXT
        .update(LEASES)
        .set(LEASES.OWNER, inline(null, LEASES.OWNER))
        .set(LEASES.TURN_ID, inline(null, LEASES.TURN_ID))
        .set(LEASES.GRANTED_AT_MICROS, inline(null, LEASES.GRANTED_AT_MICROS))
        .set(LEASES.DEADLINE_AT_MICROS, inline(null, LEASES.DEADLINE_AT_MICROS))
        .where(LEASES.SESSION_KEY.eq(bound(LEASES.SESSION_KEY)))
        .and(LEASES.TURN_ID.eq(bound(LEASES.TURN_ID)));
  }

  private static Query prolongSql() {
    return Sql.DSL_CONTEXT
        .update(LEASES)
        .set(LEASES.DEADLINE_AT_MICROS, bound(LEASES.DEADLINE_AT_MICROS))
        .where(LEASES.SESSION_KEY.eq(bound(LEASES.SESSION_KEY)))
        .and(LEASES.TURN_ID.eq(bound(LEASES.TURN_ID)))
        .and(LEASES.EPOCH.eq(bound(LEASES.EPOCH)));
  }

  private static Query insertSql() {
    return Sql.insert(
        TURNS,
        TURNS.TURN_ID,
        TURNS.SESSION_KEY,
        TURNS.SESSION_ID,
        TURNS.STATE,
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
        TURNS.OWNER,
        TURNS.EPOCH,
        TURNS.STARTED_AT_MICROS);
  }

  private static Query endSql() {
    return EndingColumns.update()
        .set(TURNS.ENDED_AT_MICROS, bound(TURNS.ENDED_AT_MICROS))
        .where(TURNS.TURN_ID.eq(bound(TURNS.TURN_ID)))
        .and(TURNS.EPOCH.eq(bound(TURNS.EPOCH)))
        .and(TURNS.STATE.eq(inline(RUNNING)))
        .returning(TURNS.SESSION_KEY);
  }

  private static Query othersSql() {
    return Sql.DSL_CONTEXT
        .select(TURNS.TURN_ID, TURNS.EPOCH)
        .from(TURNS)
        .where(TURNS.STATE.eq(inline(RUNNING)))
        .and(TURNS.OWNER.ne(bound(TURNS.OWNER)));
  }
}
