package dev.holdfast.adapters.sqlite;

import static dev.holdfast.adapters.sqlite.Sql.bound;
import static dev.holdfast.adapters.sqlite.jooq.agent.Tables.IDEMPOTENCY;

import dev.holdfast.domain.turn.IdempotencyId;
import dev.holdfast.domain.turn.PreviousAttempt;
import dev.holdfast.domain.turn.Refusal;
import dev.holdfast.domain.turn.RequestDigest;
import dev.holdfast.domain.turn.TurnId;
import dev.holdfast.ports.out.model.KeptAnswer;
import dev.holdfast.ports.out.write.IdempotencyWrites;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import org.jooq.Query;
import org.jooq.impl.DSL;

/** Writes what comes of named requests on the writer's connection. */
final class SqliteIdempotencyWrites implements IdempotencyWrites {

  private final KeptStatement expire;
  private final KeptStatement claimFirst;
  private final KeptStatement claimAgain;
  private final KeptStatement refuse;
  private final KeptStatement keep;
  private final KeptStatement removeOldest;

  SqliteIdempotencyWrites(Connection connection) {
    expire = new KeptStatement(connection, SqliteIdempotencyWrites::expireSql);
    claimFirst = new KeptStatement(connection, SqliteIdempotencyWrites::claimFirstSql);
    claimAgain = new KeptStatement(connection, SqliteIdempotencyWrites::claimAgainSql);
    refuse = new KeptStatement(connection, SqliteIdempotencyWrites::refuseSql);
    keep = new KeptStatement(connection, SqliteIdempotencyWrites::keepSql);
    removeOldest = new KeptStatement(connection, SqliteIdempotencyWrites::removeOldestSql);
  }

  @Override
  public Claim claim(
      IdempotencyId id,
      RequestDigest digest,
      TurnId turn,
      PreviousAttempt expected,
      Instant validSince,
      Instant at) {
    try {
      expire.update(id.hex(), Micros.of(validSince));
      int claimed =
          switch (expected) {
            case PreviousAttempt.None() ->
                claimFirst.update(id.hex(), digest.hex(), turn.value(), Micros.of(at));
            case PreviousAttempt.Of(TurnId previous) ->
                claimAgain.update(turn.value(), id.hex(), digest.hex(), previous.value());
          };
      return claimed == 1 ? Claim.CLAIMED : Claim.TAKEN;
    } catch (SQLException e) {
      throw Failures.ofWrite(e);
    }
  }

  @Override
  public void refuse(
      IdempotencyId id, RequestDigest digest, Refusal refusal, Instant validSince, Instant at) {
    try {
      expire.update(id.hex(), Micros.of(validSince));
      refuse.update(
          id.hex(),
          digest.hex(),
          Word.of(refusal.reason()),
          refusal.message(),
          refusal.parameter(),
          Micros.of(at));
    } catch (SQLException e) {
      throw Failures.ofWrite(e);
    }
  }

  @Override
  public void keep(TurnId turn, KeptAnswer.Whole answer) {
    try {
      keep.update(AnswerPayload.write(answer), turn.value());
    } catch (SQLException e) {
      throw Failures.ofWrite(e);
    }
  }

  @Override
  public int removeBefore(Instant moment, int limit) {
    Limits.require(limit);
    try {
      return removeOldest.update(Micros.of(moment), (long) limit);
    } catch (SQLException e) {
      throw Failures.ofWrite(e);
    }
  }

  private static Query expireSql() {
    return Sql.DSL_CONTEXT
        .deleteFrom(IDEMPOTENCY)
        .where(IDEMPOTENCY.IDEMPOTENCY_ID.eq(bound(IDEMPOTENCY.IDEMPOTENCY_ID)))
        .and(IDEMPOTENCY.STORED_AT_MICROS.lt(bound(IDEMPOTENCY.STORED_AT_MICROS)));
  }

  private static Query claimFirstSql() {
    return Sql.insert(
            IDEMPOTENCY,
            IDEMPOTENCY.IDEMPOTENCY_ID,
            IDEMPOTENCY.REQUEST_DIGEST,
            IDEMPOTENCY.TURN_ID,
            IDEMPOTENCY.STORED_AT_MICROS)
        .onConflictDoNothing();
  }

  private static Query claimAgainSql() {
    return Sql.DSL_CONTEXT
        .update(IDEMPOTENCY)
        .set(IDEMPOTENCY.TURN_ID, DSL.param("turn", IDEMPOTENCY.TURN_ID))
        .set(IDEMPOTENCY.ANSWER, DSL.inline(null, IDEMPOTENCY.ANSWER))
        .where(IDEMPOTENCY.IDEMPOTENCY_ID.eq(bound(IDEMPOTENCY.IDEMPOTENCY_ID)))
        .and(IDEMPOTENCY.REQUEST_DIGEST.eq(bound(IDEMPOTENCY.REQUEST_DIGEST)))
        .and(IDEMPOTENCY.TURN_ID.eq(bound(IDEMPOTENCY.TURN_ID)));
  }

  private static Query refuseSql() {
    return Sql.insert(
            IDEMPOTENCY,
            IDEMPOTENCY.IDEMPOTENCY_ID,
            IDEMPOTENCY.REQUEST_DIGEST,
            IDEMPOTENCY.REFUSAL_REASON,
            IDEMPOTENCY.REFUSAL_MESSAGE,
            IDEMPOTENCY.REFUSAL_PARAMETER,
            IDEMPOTENCY.STORED_AT_MICROS)
        .onConflictDoNothing();
  }

  private static Query keepSql() {
    return Sql.DSL_CONTEXT
        .update(IDEMPOTENCY)
        .set(IDEMPOTENCY.ANSWER, bound(IDEMPOTENCY.ANSWER))
        .where(IDEMPOTENCY.TURN_ID.eq(bound(IDEMPOTENCY.TURN_ID)));
  }

  private static Query removeOldestSql() {
    return Sql.DSL_CONTEXT
        .deleteFrom(IDEMPOTENCY)
        .where(
            IDEMPOTENCY.IDEMPOTENCY_ID.in(
                DSL.select(IDEMPOTENCY.IDEMPOTENCY_ID)
                    .from(IDEMPOTENCY)
                    .where(IDEMPOTENCY.STORED_AT_MICROS.lt(bound(IDEMPOTENCY.STORED_AT_MICROS)))
                    .orderBy(IDEMPOTENCY.STORED_AT_MICROS)
                    .limit(DSL.param("limit", Long.class))));
  }
}
