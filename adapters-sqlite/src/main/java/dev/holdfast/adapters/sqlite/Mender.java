package dev.holdfast.adapters.sqlite;

import dev.holdfast.domain.agent.AgentId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the rows of an agent's database agree with each other, within {@link FreeHand}. */
final class Mender {

  /** Without them each lost transcript would be looked for in every row. */
  private static final Map<String, String> HELPING_INDEXES =
      Map.of(
          "turns_of_any_transcript",
          "turns (session_id, session_key)",
          "changes_of_any_transcript",
          "changes (session_id, session_key)");

  private final Connection connection;
  private final String agent;
  private final Aside aside;
  private final Map<String, Long> rebuilt = new HashMap<>();
  private final Map<String, Long> mended = new HashMap<>();

  /**
   * For one database.
   *
   * @param agent whose it is, for keys that are made
   */
  Mender(Connection connection, String agent, Aside aside) {
    this.connection = connection;
    this.agent = agent;
    this.aside = aside;
  }

  /** Takes rows that are removed. */
  interface Aside {
    void add(String table, String reason, Map<String, @Nullable Object> row);
  }

  /** Takes each step; a second time there is nothing to do. */
  void run(List<MendingStep> steps) throws SQLException {
    for (Map.Entry<String, String> index : HELPING_INDEXES.entrySet()) {
      PlainSql.execute(connection, "CREATE INDEX " + index.getKey() + " ON " + index.getValue());
    }
    RecoveredKeys.teach(connection, agent);
    for (MendingStep step : steps) {
      switch (step.effect()) {
        case REBUILT ->
            rebuilt.merge(step.table(), (long) PlainSql.update(connection, step.sql()), Long::sum);
        case MENDED ->
            mended.merge(step.table(), (long) PlainSql.update(connection, step.sql()), Long::sum);
        case SET_ASIDE -> setAside(step.table(), step.sql());
      }
    }
    for (String index : HELPING_INDEXES.keySet()) {
      PlainSql.execute(connection, "DROP INDEX " + index);
    }
  }

  /** How many rows of a table were derived from others. */
  long rebuilt(String table) {
    return rebuilt.getOrDefault(table, 0L);
  }

  /** How often a row of a table was changed. */
  long mended(String table) {
    return mended.getOrDefault(table, 0L);
  }

  /** Removes rows that fulfil a condition, and hands them on. */
  long setAside(String table, String condition) throws SQLException {
    try (PreparedStatement statement =
            connection.prepareStatement("SELECT * FROM " + table + " WHERE " + condition);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        aside.add(table, "what it refers to is lost", row(rows));
      }
    }
    return PlainSql.update(connection, "DELETE FROM " + table + " WHERE " + condition);
  }

  private static Map<String, @Nullable Object> row(ResultSet rows) throws SQLException {
    ResultSetMetaData columns = rows.getMetaData();
    Map<String, @Nullable Object> row = new HashMap<>();
    for (int column = 1; column <= columns.getColumnCount(); column++) {
      Object value = rows.getObject(column);
      row.put(
          columns.getColumnName(column),
          value instanceof Integer small ? small.longValue() : value);
    }
    return row;
  }

  /**
   * Registers the agents that have a database and are not known.
   *
   * @return their names
   */
  List<String> register(Map<String, String> agentFiles, Instant now) throws SQLException {
    List<String> registered = new ArrayList<>();
    for (Map.Entry<String, String> agent : agentFiles.entrySet()) {
      String name = agent.getValue();
      if (AgentId.isValid(name) && AgentId.of(name).value().equals(name)) {
        int added =
            PlainSql.update(
                connection,
                "INSERT OR IGNORE INTO agents VALUES (?, ?, ?)",
                name,
                agent.getKey(),
                Micros.of(now));
        if (added > 0) {
          rebuilt.merge("agents", 1L, Long::sum);
          registered.add(name);
        }
      }
    }
    return registered;
  }
}
