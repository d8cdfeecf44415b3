package dev.holdfast.adapters.sqlite;

import dev.holdfast.ports.out.env.StoreMaintenance.TableSalvage;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;

/** The new database that rows of a damaged one go to, within {@link FreeHand}. */
final class SalvageTarget implements RowHarvest.Sink {

  private static final int PRIMARY_CODE = 0xff;

  private final Connection connection;
  private final SetAside aside;
  private final Map<String, Long> taken = new HashMap<>();
  private final Map<String, Long> refused = new HashMap<>();
  private final Map<String, PreparedStatement> inserts = new HashMap<>();

  SalvageTarget(Connection connection, SetAside aside) {
    this.connection = connection;
    this.aside = aside;
  }

  @Override
  public void row(String table, Map<String, @Nullable Object> row) throws SQLException {
    Optional<String> problem = problem(table, row);
    if (problem.isPresent()) {
      refuse(table, problem.get(), row);
      return;
    }
    List<String> columns = row.keySet().stream().sorted().toList();
    try {
      insert(table, columns, row);
      taken.merge(table, 1L, Long::sum);
    } catch (SQLException e) {
      if ((e.getErrorCode() & PRIMARY_CODE) != SQLiteErrorCode.SQLITE_CONSTRAINT.code) {
        throw e;
      }
      if (!isThere(table, columns, row)) {
        refuse(table, "a rule of the schema refuses it: " + Failures.reason(e), row);
      }
    }
  }

  /** How many different rows of a table were read. */
  long read(String table) {
    return taken.getOrDefault(table, 0L) + refused.getOrDefault(table, 0L);
  }

  /** What became of a table, once everything is mended. */
  TableSalvage report(String table, Mender mender, SalvagedNumbers numbers) {
    long taken = this.taken.getOrDefault(table, 0L);
    long removed = aside.count(table) - refused.getOrDefault(table, 0L);
    long mended = Math.min(mender.mended(table), taken - removed);
    return new TableSalvage(
        table,
        taken - removed - mended,
        mender.rebuilt(table) + mended,
        aside.count(table),
        Math.max(0, numbers.known(table) - read(table)),
        numbers.losses(table));
  }

  private void refuse(String table, String reason, Map<String, @Nullable Object> row) {
    refused.merge(table, 1L, Long::sum);
    aside.add(table, reason, row);
  }

  /** What the schema's rules do not know of. */
  private Optional<String> problem(String table, Map<String, @Nullable Object> row)
      throws SQLException {
    if (table.equals("artifacts")
        && row.get("content") instanceof String content
        && !Artifacts.idOf(content).equals(row.get("artifact_id"))) {
      return Optional.of("its content is not the one that its name says");
    }
    if (table.equals("events")
        && row.get("payload") instanceof String payload
        && PlainSql.number(connection, "SELECT json_valid(?)", payload) == 0) {
      return Optional.of("its payload is cut or mixed up");
    }
    return Optional.empty();
  }

  private void insert(String table, List<String> columns, Map<String, @Nullable Object> row)
      throws SQLException {
    // Older rows end before columns that were added later, and get their defaults.
    String shape = table + columns;
    PreparedStatement statement = inserts.get(shape);
    if (statement == null) {
      statement =
          connection.prepareStatement(
              "INSERT INTO "
                  + table
                  + " ("
                  + String.join(", ", columns)
                  + ") VALUES ("
                  + String.join(", ", Collections.nCopies(columns.size(), "?"))
                  + ")");
      inserts.put(shape, statement);
    }
    for (int index = 0; index < columns.size(); index++) {
      statement.setObject(index + 1, row.get(columns.get(index)));
    }
    statement.executeUpdate();
  }

  /** The same page may be found twice. */
  private boolean isThere(String table, List<String> columns, Map<String, @Nullable Object> row)
      throws SQLException {
    List<@Nullable Object> values = new ArrayList<>();
    columns.forEach(column -> values.add(row.get(column)));
    String same = String.join(" AND ", columns.stream().map(column -> column + " IS ?").toList());
    return PlainSql.number(
            connection, "SELECT count(*) FROM " + table + " WHERE " + same, values.toArray())
        > 0;
  }
}
