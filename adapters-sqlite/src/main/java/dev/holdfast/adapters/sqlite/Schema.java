package dev.holdfast.adapters.sqlite;

import dev.holdfast.ports.out.env.StorageFailure;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A kind of database, and whether a file holds one that this program can use.
 *
 * @param folder where its migrations lie among the resources
 * @param migrations every migration's file name, in order: reading a history against this list
 *     spares every start but the first the migration library
 */
record Schema(String folder, List<String> migrations) {

  static final Schema CONTROL_PLANE =
      new Schema(
          "db/control", List.of("V1__control_plane.sql", "V2__places_and_former_identities.sql"));

  static final Schema AGENT = new Schema("db/agent", List.of("V1__agent.sql"));

  private static final String HISTORY_EXISTS =
      "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'flyway_schema_history'";
  private static final String HISTORY =
      "SELECT script, success FROM flyway_schema_history WHERE version IS NOT NULL"
          + " ORDER BY installed_rank";

  Schema {
    migrations = List.copyOf(migrations);
  }

  /** How a database stands to this program. */
  enum Standing {
    CURRENT,
    OLDER
  }

  /**
   * Compares a database's history with ours; only reads.
   *
   * @throws StorageFailure if a newer program wrote it, or it is no database of this kind
   */
  Standing standingOf(DatabaseFile file, Connection connection) throws SQLException {
    List<String> applied = history(file, connection);
    int common = Math.min(applied.size(), migrations.size());
    if (!applied.subList(0, common).equals(migrations.subList(0, common))) {
      throw new StorageFailure(
          StorageFailure.Code.CANNOT_OPEN,
          "The file holds another kind of database. It was not touched.",
          Map.of("file", file.toString()));
    }
    if (applied.size() > migrations.size()) {
      throw newer(file, applied.getLast());
    }
    return applied.size() == migrations.size() ? Standing.CURRENT : Standing.OLDER;
  }

  /** The version that this program brings a database to. */
  String newestVersion() {
    return versionOf(migrations.getLast());
  }

  private StorageFailure newer(DatabaseFile file, String newest) {
    Map<String, String> facts = new TreeMap<>();
    facts.put("file", file.toString());
    facts.put("database", versionOf(newest));
    facts.put("program", newestVersion());
    VerifiedCopies.newestBeforeUpgrade(file)
        .ifPresent(backup -> facts.put("backup before that upgrade", backup.toString()));
    return Failures.of(StorageFailure.Code.NEWER_SCHEMA, facts);
  }

  private static List<String> history(DatabaseFile file, Connection connection)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      try (ResultSet row = statement.executeQuery(HISTORY_EXISTS)) {
        if (row.getInt(1) == 0) {
          throw new StorageFailure(
              StorageFailure.Code.CANNOT_OPEN,
              "The file is empty or not a Holdfast database. It was not touched: restore it from a"
                  + " backup, or move it away.",
              Map.of("file", file.toString()));
        }
      }
      List<String> scripts = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery(HISTORY)) {
        while (rows.next()) {
          if (!rows.getBoolean(2)) {
            throw new StorageFailure(
                StorageFailure.Code.CANNOT_OPEN,
                "A migration of the database failed earlier. It was not touched: restore it from a"
                    + " backup.",
                Map.of("file", file.toString(), "migration", rows.getString(1)));
          }
          scripts.add(rows.getString(1));
        }
      }
      return scripts;
    }
  }

  /** The version of a migration, by the name of its script. */
  static String versionOf(String script) {
    return script.substring(1, script.indexOf("__"));
  }
}
