package dev.holdfast.adapters.sqlite;

import static dev.holdfast.adapters.sqlite.Sql.bound;
import static dev.holdfast.adapters.sqlite.jooq.agent.Tables.IDEMPOTENCY;

import dev.holdfast.domain.turn.IdempotencyId;
import dev.holdfast.domain.turn.Refusal;
import dev.holdfast.domain.turn.RefusalReason;
import dev.holdfast.domain.turn.RequestDigest;
import dev.holdfast.domain.turn.TurnRecord;
import dev.holdfast.ports.out.model.KeptAnswer;
import dev.holdfast.ports.out.read.IdempotencyReads.Outcome;
import dev.holdfast.ports.out.read.IdempotencyReads.Remembered;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jooq.Select;
import org.jspecify.annotations.Nullable;

/** What is kept of named requests: how it is selected, and what it means. */
final class IdempotencyRows {

  private final TurnRows turns;
  private final KeptStatement byId;
  private final KeptStatement turnById;

  IdempotencyRows(TurnRows turns, KeptStatement byId, KeptStatement turnById) {
    this.turns = turns;
    this.byId = byId;
    this.turnById = turnById;
  }

  /** One row; binds its id. */
  static Select<?> byId() {
    return Sql.DSL_CONTEXT
        .select(
            IDEMPOTENCY.REQUEST_DIGEST,
            IDEMPOTENCY.TURN_ID,
            IDEMPOTENCY.REFUSAL_REASON,
            IDEMPOTENCY.REFUSAL_MESSAGE,
            IDEMPOTENCY.REFUSAL_PARAMETER,
            IDEMPOTENCY.ANSWER,
            IDEMPOTENCY.STORED_AT_MICROS)
        .from(IDEMPOTENCY)
        .where(IDEMPOTENCY.IDEMPOTENCY_ID.eq(bound(IDEMPOTENCY.IDEMPOTENCY_ID)));
  }

  Optional<Remembered> find(IdempotencyId id) throws SQLException {
    Optional<Kept> kept = byId.first(Kept::read, id.hex());
    if (kept.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Remembered(
            new RequestDigest(kept.get().digest()), outcome(kept.get()), kept.get().since()));
  }

  private Outcome outcome(Kept kept) throws SQLException {
    if (kept.turn() == null) {
      return new Outcome.Refused(
          new Refusal(
              Row.filled(kept.reason()), Row.filled(kept.message()), Row.filled(kept.parameter())));
    }
    TurnRecord newest =
        turnById
            .first(turns::read, kept.turn())
            .orElseThrow(() -> new SQLException("the turn of a named request is missing"));
    return new Outcome.Tried(
        newest, kept.answer() == null ? new KeptAnswer.None() : AnswerPayload.read(kept.answer()));
  }

  private record Kept(
      String digest,
      @Nullable String turn,
      @Nullable RefusalReason reason,
      @Nullable String message,
      @Nullable String parameter,
      @Nullable String answer,
      Instant since) {

    static Kept read(Row row) throws SQLException {
      return new Kept(
          row.text(),
          row.textOrNull(),
          row.wordOrNull(RefusalReason.class),
          row.textOrNull(),
          row.textOrNull(),
          row.textOrNull(),
          row.instant());
    }
  }
}
