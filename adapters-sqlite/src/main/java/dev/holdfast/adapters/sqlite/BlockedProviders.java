package dev.holdfast.adapters.sqlite;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.TreeSet;
import org.jooq.Table;
import org.jooq.TableField;

/** The table of provider ids that no row may hold, on a writer's connection. */
final class BlockedProviders {

  private final KeptStatement all;
  private final KeptStatement add;
  private final KeptStatement remove;

  BlockedProviders(Connection connection, Table<?> table, TableField<?, String> id) {
    all = new KeptStatement(connection, () -> Sql.DSL_CONTEXT.select(id).from(table));
    add = new KeptStatement(connection, () -> Sql.insert(table, id));
    remove =
        new KeptStatement(
            connection, () -> Sql.DSL_CONTEXT.deleteFrom(table).where(id.eq(Sql.bound(id))));
  }

  /** Makes the table hold exactly these; writes nothing if it does. */
  int set(Set<String> wanted) throws SQLException {
    Set<String> stored = new TreeSet<>(all.all(Row::text));
    int changed = 0;
    for (String id : wanted) {
      changed += stored.contains(id) ? 0 : add.update(id);
    }
    for (String id : stored) {
      changed += wanted.contains(id) ? 0 : remove.update(id);
    }
    return changed;
  }
}
