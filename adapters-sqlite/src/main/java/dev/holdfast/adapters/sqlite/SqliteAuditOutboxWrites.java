package dev.holdfast.adapters.sqlite;

import static dev.holdfast.adapters.sqlite.Sql.bound;
import static dev.holdfast.adapters.sqlite.jooq.agent.Tables.AUDIT_OUTBOX;

import dev.holdfast.domain.audit.AuditId;
import dev.holdfast.domain.audit.AuditRecord;
import dev.holdfast.ports.out.write.AuditOutboxWrites;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jooq.Query;
import org.jooq.Select;
import org.jooq.TableField;
import org.jooq.impl.DSL;

/** Keeps audit rows of an agent's changes on the writer's connection. */
final class SqliteAuditOutboxWrites implements AuditOutboxWrites {

  private static final TableField<?, ?>[] COLUMNS = {
    AUDIT_OUTBOX.AUDIT_ID,
    AUDIT_OUTBOX.AT_MICROS,
    AUDIT_OUTBOX.AUTHOR_TOKEN_ID,
    AUDIT_OUTBOX.AUTHOR_NAME,
    AUDIT_OUTBOX.OPERATION,
    AUDIT_OUTBOX.TARGET_AGENT_ID,
    AUDIT_OUTBOX.TARGET_NAME,
    AUDIT_OUTBOX.REFUSED_BECAUSE,
    AUDIT_OUTBOX.REQUEST_ID
  };

  private final KeptStatement add;
  private final KeptStatement pending;
  private final KeptStatement remove;

  SqliteAuditOutboxWrites(Connection connection) {
    add = new KeptStatement(connection, () -> Sql.insert(AUDIT_OUTBOX, COLUMNS));
    pending = new KeptStatement(connection, SqliteAuditOutboxWrites::pendingSql);
    remove = new KeptStatement(connection, SqliteAuditOutboxWrites::removeSql);
  }

  @Override
  public void add(AuditRecord record) {
    try {
      add.update(AuditRows.values(record));
    } catch (SQLException e) {
      throw Failures.ofWrite(e);
    }
  }

  @Override
  public List<AuditRecord> pending(int limit) {
    Limits.require(limit);
    try {
      return pending.all(AuditRows::record, limit);
    } catch (SQLException e) {
      throw Failures.ofRead(e);
    }
  }

  @Override
  public void remove(List<AuditId> ids) {
    try {
      for (AuditId id : ids) {
        remove.update(id.value());
      }
    } catch (SQLException e) {
      throw Failures.ofWrite(e);
    }
  }

  private static Select<?> pendingSql() {
    return Sql.DSL_CONTEXT
        .select(COLUMNS)
        .from(AUDIT_OUTBOX)
        .orderBy(AUDIT_OUTBOX.OUTBOX_NUMBER)
        .limit(DSL.param("limit", Long.class));
  }

  private static Query removeSql() {
    return Sql.DSL_CONTEXT
        .deleteFrom(AUDIT_OUTBOX)
        .where(AUDIT_OUTBOX.AUDIT_ID.eq(bound(AUDIT_OUTBOX.AUDIT_ID)));
  }
}
