package dev.holdfast.adapters.sqlite;

import static dev.holdfast.adapters.sqlite.Sql.bound;
import static dev.holdfast.adapters.sqlite.jooq.control.Tables.AUDIT;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.domain.audit.AuditAuthor;
import dev.holdfast.domain.audit.AuditEntry;
import dev.holdfast.domain.audit.AuditId;
import dev.holdfast.domain.audit.AuditOperation;
import dev.holdfast.domain.audit.AuditOutcome;
import dev.holdfast.domain.audit.AuditRecord;
import dev.holdfast.domain.audit.AuditTarget;
import dev.holdfast.domain.turn.RequestId;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.jooq.Param;
import org.jooq.Query;
import org.jooq.Select;
import org.jooq.TableField;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Audit rows: how they are selected and inserted, and what they mean. */
final class AuditRows {

  private static final List<TableField<?, ?>> COLUMNS =
      List.of(
          AUDIT.AUDIT_ID,
          AUDIT.AT_MICROS,
          AUDIT.AUTHOR_TOKEN_ID,
          AUDIT.AUTHOR_NAME,
          AUDIT.OPERATION,
          AUDIT.TARGET_AGENT_ID,
          AUDIT.TARGET_NAME,
          AUDIT.REFUSED_BECAUSE,
          AUDIT.REQUEST_ID);

  private AuditRows() {}

  /** Binds the number that all are below, and how many. */
  static Select<?> page() {
    Param<Long> limit = DSL.param("limit", Long.class);
    return Sql.DSL_CONTEXT
        .select(Stream.concat(Stream.of(AUDIT.AUDIT_NUMBER), COLUMNS.stream()).toList())
        .from(AUDIT)
        .where(AUDIT.AUDIT_NUMBER.lt(bound(AUDIT.AUDIT_NUMBER)))
        .orderBy(AUDIT.AUDIT_NUMBER.desc())
        .limit(limit);
  }

  /** The table itself leaves out a row whose id it has. */
  static Query insert() {
    return Sql.insert(AUDIT, COLUMNS.toArray(TableField<?, ?>[]::new));
  }

  static @Nullable Object[] values(AuditRecord record) {
    return new @Nullable Object[] {
      record.id().value(),
      Micros.of(record.at()),
      switch (record.author()) {
        case AuditAuthor.Token(String id, String _) -> id;
        case AuditAuthor.OperatingSystemUser _ -> null;
      },
      switch (record.author()) {
        case AuditAuthor.Token(String _, String name) -> name;
        case AuditAuthor.OperatingSystemUser(String name) -> name;
      },
      Word.of(record.operation()),
      switch (record.target()) {
        case AuditTarget.OfAgent(AgentId agent, String _) -> agent.value();
        case AuditTarget.OfHome _, AuditTarget.Nothing _ -> null;
      },
      switch (record.target()) {
        case AuditTarget.OfAgent(AgentId _, String name) -> name;
        case AuditTarget.OfHome(String name) -> name;
        case AuditTarget.Nothing() -> null;
      },
      switch (record.outcome()) {
        case AuditOutcome.Done() -> null;
        case AuditOutcome.Refused(String reason) -> reason;
      },
      record.request().value()
    };
  }

  static AuditEntry read(Row row) throws SQLException {
    return new AuditEntry(row.number(), record(row));
  }

  /** The record whose columns come next, in the order of {@link #values}. */
  static AuditRecord record(Row row) throws SQLException {
    return new AuditRecord(
        new AuditId(row.text()),
        row.instant(),
        author(row.textOrNull(), row.text()),
        row.word(AuditOperation.class),
        target(row.textOrNull(), row.textOrNull()),
        outcome(row.textOrNull()),
        new RequestId(row.text()));
  }

  private static AuditAuthor author(@Nullable String token, String name) {
    return token == null
        ? new AuditAuthor.OperatingSystemUser(name)
        : new AuditAuthor.Token(token, name);
  }

  private static AuditTarget target(@Nullable String agent, @Nullable String name) {
    if (name == null) {
      return new AuditTarget.Nothing();
    }
    return agent == null
        ? new AuditTarget.OfHome(name)
        : new AuditTarget.OfAgent(new AgentId(agent), name);
  }

  private static AuditOutcome outcome(@Nullable String reason) {
    return reason == null ? new AuditOutcome.Done() : new AuditOutcome.Refused(reason);
  }
}
