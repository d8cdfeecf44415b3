package dev.holdfast.adapters.sqlite;

import java.util.Arrays;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.InsertValuesStepN;
import org.jooq.Param;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.Table;
import org.jooq.TableField;
import org.jooq.conf.RenderQuotedNames;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;

/**
 * Where statements are written down: typed by the schema, rendered once, executed by nobody here.
 */
final class Sql {

  static {
    System.setProperty("org.jooq.no-logo", "true");
    System.setProperty("org.jooq.no-tips", "true");
  }

  /** Renders for SQLite; has no connection. */
  static final DSLContext DSL_CONTEXT =
      DSL.using(
          SQLDialect.SQLITE,
          new Settings()
              .withExecuteLogging(false)
              .withRenderSchema(false)
              .withRenderQuotedNames(RenderQuotedNames.NEVER));

  private Sql() {}

  /** A value to be bound at each call, of the type of a column. */
  static <T> Param<T> bound(Field<T> field) {
    return DSL.param(field.getName(), field);
  }

  /** Inserts one row with these columns, every value bound at each call, in this order. */
  static <R extends Record> InsertValuesStepN<R> insert(
      Table<R> table, TableField<?, ?>... columns) {
    return DSL_CONTEXT
        .insertInto(table)
        .columns(columns)
        .values(Arrays.stream(columns).map(Sql::bound).toList());
  }
}
