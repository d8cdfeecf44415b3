package dev.holdfast.adapters.sqlite;

import static dev.holdfast.adapters.sqlite.Sql.bound;
import static dev.holdfast.adapters.sqlite.jooq.control.Tables.TOKENS;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.session.SessionKey;
import dev.holdfast.domain.token.AgentBinding;
import dev.holdfast.domain.token.Expiry;
import dev.holdfast.domain.token.KeyBinding;
import dev.holdfast.domain.token.Scope;
import dev.holdfast.domain.token.TokenHash;
import dev.holdfast.domain.token.TokenRecord;
import java.sql.SQLException;
import java.time.Instant;
import org.jooq.Query;
import org.jooq.Select;
import org.jooq.TableField;
import org.jspecify.annotations.Nullable;

/** Token rows: how they are selected and changed, and what they mean. */
final class TokenRows {

  private static final String ANY = "any";
  private static final String EXACT = "exact";
  private static final String PREFIX = "prefix";

  private static final TableField<?, ?>[] COLUMNS = {
    TOKENS.TOKEN_ID,
    TOKENS.NAME,
    TOKENS.TOKEN_HASH,
    TOKENS.SCOPE,
    TOKENS.AGENT_ID,
    TOKENS.KEY_BINDING,
    TOKENS.BOUND_KEY,
    TOKENS.EXPIRES_AT_MICROS,
    TOKENS.CREATED_AT_MICROS,
    TOKENS.ISSUED_AT_MICROS
  };

  private TokenRows() {}

  static Select<?> valid() {
    return Sql.DSL_CONTEXT
        .select(COLUMNS)
        .from(TOKENS)
        .where(TOKENS.REVOKED_AT_MICROS.isNull())
        .orderBy(TOKENS.CREATED_AT_MICROS, TOKENS.TOKEN_ID);
  }

  static Select<?> validById() {
    return Sql.DSL_CONTEXT
        .select(COLUMNS)
        .from(TOKENS)
        .where(TOKENS.TOKEN_ID.eq(bound(TOKENS.TOKEN_ID)))
        .and(TOKENS.REVOKED_AT_MICROS.isNull());
  }

  /** Binds the hash, the moment and the id. */
  static Query rotate() {
    return Sql.DSL_CONTEXT
        .update(TOKENS)
        .set(TOKENS.TOKEN_HASH, bound(TOKENS.TOKEN_HASH))
        .set(TOKENS.ISSUED_AT_MICROS, bound(TOKENS.ISSUED_AT_MICROS))
        .where(TOKENS.TOKEN_ID.eq(bound(TOKENS.TOKEN_ID)))
        .and(TOKENS.REVOKED_AT_MICROS.isNull());
  }

  /** Binds the moment and the id. */
  static Query revoke() {
    return Sql.DSL_CONTEXT
        .update(TOKENS)
        .set(TOKENS.REVOKED_AT_MICROS, bound(TOKENS.REVOKED_AT_MICROS))
        .where(TOKENS.TOKEN_ID.eq(bound(TOKENS.TOKEN_ID)))
        .and(TOKENS.REVOKED_AT_MICROS.isNull());
  }

  static Query insert() {
    return Sql.insert(TOKENS, COLUMNS);
  }

  static TokenRecord read(Row row) throws SQLException {
    return new TokenRecord(
        row.text(),
        row.text(),
        new TokenHash(row.text()),
        row.word(Scope.class),
        agents(row.textOrNull()),
        keys(row.text(), row.textOrNull()),
        expiry(row.instantOr(Instant.MAX)),
        row.instant(),
        row.instant());
  }

  static @Nullable Object[] values(TokenRecord token) {
    return new @Nullable Object[] {
      token.id(),
      token.name(),
      token.hash().hex(),
      Word.of(token.scope()),
      switch (token.agents()) {
        case AgentBinding.Any() -> null;
        case AgentBinding.Only(AgentId agent) -> agent.value();
      },
      switch (token.keys()) {
        case KeyBinding.Any() -> ANY;
        case KeyBinding.Exact exact -> EXACT;
        case KeyBinding.Prefix prefix -> PREFIX;
      },
      switch (token.keys()) {
        case KeyBinding.Any() -> null;
        case KeyBinding.Exact(SessionKey key) -> key.value();
        case KeyBinding.Prefix(String prefix) -> prefix;
      },
      switch (token.expiry()) {
        case Expiry.Never() -> null;
        case Expiry.At(Instant at) -> Micros.of(at);
      },
      Micros.of(token.createdAt()),
      Micros.of(token.issuedAt())
    };
  }

  private static AgentBinding agents(@Nullable String agent) {
    return agent == null ? new AgentBinding.Any() : new AgentBinding.Only(new AgentId(agent));
  }

  private static KeyBinding keys(String binding, @Nullable String bound) throws SQLException {
    if (bound == null) {
      if (!binding.equals(ANY)) {
        // Damage never makes a token reach more than it did.
        throw new UnreadableValue();
      }
      return new KeyBinding.Any();
    }
    return switch (binding) {
      case EXACT -> new KeyBinding.Exact(SessionKey.ofStored(bound));
      case PREFIX -> new KeyBinding.Prefix(bound);
      default -> throw new UnreadableValue();
    };
  }

  private static Expiry expiry(Instant at) {
    return at.equals(Instant.MAX) ? new Expiry.Never() : new Expiry.At(at);
  }
}
