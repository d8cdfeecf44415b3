package dev.holdfast.adapters.sqlite;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.TableField;
import org.jooq.impl.DSL;

/**
 * The old end of a table whose rows are numbered as they came and never changed: what is too old or
 * too much is cut off there, on the writer's connection.
 */
final class OldEnd {

  private final KeptStatement newest;
  private final KeptStatement oldest;
  private final KeptStatement cut;

  OldEnd(
      Connection connection,
      Table<?> table,
      TableField<?, Long> number,
      TableField<?, Long> atMicros) {
    newest = new KeptStatement(connection, () -> newest(table));
    oldest = new KeptStatement(connection, () -> oldest(table, number, atMicros));
    cut = new KeptStatement(connection, () -> cut(table, number));
  }

  /**
   * Removes the oldest rows, in order, as long as they are of before a moment or more than so many
   * numbers follow.
   *
   * @return how many there were
   */
  int cut(Instant moment, long most, int limit) throws SQLException {
    Limits.require(limit);
    long tooMany = newest.first(Row::number).orElse(0L) - most;
    long before = Micros.of(moment);
    List<Entry> due =
        oldest.all(Entry::read, (long) limit).stream()
            .takeWhile(entry -> entry.number() <= tooMany || entry.at() < before)
            .toList();
    return due.isEmpty() ? 0 : cut.update(due.getLast().number());
  }

  private record Entry(long number, long at) {

    static Entry read(Row row) throws SQLException {
      return new Entry(row.number(), row.number());
    }
  }

  /**
   * The newest number a table ever gave, if it gave any. Source: SQLite keeps it for AUTOINCREMENT,
   * see sqlite.org/autoinc.html.
   */
  static Select<?> newest(Table<?> table) {
    Field<Long> sequence = DSL.field("seq", Long.class);
    return Sql.DSL_CONTEXT
        .select(sequence)
        .from(DSL.table("sqlite_sequence"))
        .where(DSL.field("name", String.class).eq(DSL.inline(table.getName())));
  }

  /** Numbers and times from the old end on; binds how many. */
  private static Select<?> oldest(
      Table<?> table, TableField<?, Long> number, TableField<?, Long> atMicros) {
    return Sql.DSL_CONTEXT
        .select(number, atMicros)
        .from(table)
        .orderBy(number)
        .limit(DSL.param("limit", Long.class));
  }

  /** Removes the old end up to a number; binds it. */
  static Query cut(Table<?> table, TableField<?, Long> number) {
    return Sql.DSL_CONTEXT.deleteFrom(table).where(number.le(Sql.bound(number)));
  }
}
