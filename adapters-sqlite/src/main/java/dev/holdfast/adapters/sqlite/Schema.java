package dev.holdfast.adapters.sqlite;

import static java.util.Objects.requireNonNull;

import dev.holdfast.ports.out.env.DatabaseFacts;
import dev.holdfast.ports.out.env.DatabaseFacts.SchemaState;
import dev.holdfast.ports.out.env.StorageFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A kind of database, and whether a file holds one that this program can use.
 *
 * @param folder where its migrations lie among the resources
 * @param ownTable one that no other kind of database has, and every version of this kind
 * @param migrations every migration's file name, in order: reading a history against this list
 *     spares every start but the first the migration library
 */
record Schema(String folder, String ownTable, List<String> migrations) {

  static final Schema CONTROL_PLANE =
      new Schema(
          "db/control",
          "store_identity",
          List.of("V1__control_plane.sql", "V2__places_and_former_identities.sql"));

  static final Schema AGENT = new Schema("db/agent", "transcripts", List.of("V1__agent.sql"));

  private static final Pattern ADD_COLUMN =
      Pattern.compile(
          "ALTER\\s+TABLE\\s+(\\w+)\\s+ADD\\s+(?:COLUMN\\s+)?(\\w+)", Pattern.CASE_INSENSITIVE);

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
    if (!isOurs(applied)) {
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

  /** Of tables the columns that a migration put behind those that were there. */
  Map<String, Set<String>> addedColumns() {
    Map<String, Set<String>> added = new TreeMap<>();
    for (String migration : migrations) {
      ADD_COLUMN
          .matcher(textOf(migration))
          .results()
          .forEach(
              found ->
                  added
                      .computeIfAbsent(found.group(1), table -> new TreeSet<>())
                      .add(found.group(2)));
    }
    return added;
  }

  private String textOf(String migration) {
    String name = '/' + folder + '/' + migration;
    try (InputStream in = Schema.class.getResourceAsStream(name)) {
      return new String(
          requireNonNull(in, "the program has its migrations").readAllBytes(),
          StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("a migration of this program cannot be read", e);
    }
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

  /**
   * Makes sure that nobody but this program has written a database, as far as its history can be
   * read: damage may have made anything of it, but not what a newer program writes.
   *
   * @throws StorageFailure if a newer program wrote it, or it is no database of this kind
   */
  void requireNotOfAnother(DatabaseFile file, Connection connection) throws SQLException {
    History history = History.read(connection);
    if (history instanceof History.Applied(List<String> applied)
        && isOurs(applied)
        && applied.size() > migrations.size()) {
      throw newer(file, applied.getLast());
    }
    List<String> tables = PlainSql.tables(connection);
    boolean ours = tables.isEmpty() || tables.contains(ownTable);
    if (!ours || (history instanceof History.Failed(var script) && migrations.contains(script))) {
      var _ = standingOf(file, connection);
    }
  }

  /** How a database stands, whatever it holds; only reads. */
  SchemaState stateOf(Connection connection) throws SQLException {
    return switch (History.read(connection)) {
      case History.None() -> state(DatabaseFacts.Standing.FOREIGN, "");
      case History.Failed(String script) ->
          state(DatabaseFacts.Standing.FOREIGN, versionOf(script));
      case History.Applied(List<String> applied) -> {
        String newest = applied.isEmpty() ? "" : versionOf(applied.getLast());
        yield state(isOurs(applied) ? standing(applied) : DatabaseFacts.Standing.FOREIGN, newest);
      }
    };
  }

  private SchemaState state(DatabaseFacts.Standing standing, String database) {
    return new SchemaState(standing, database, newestVersion());
  }

  private boolean isOurs(List<String> applied) {
    int common = Math.min(applied.size(), migrations.size());
    return applied.subList(0, common).equals(migrations.subList(0, common));
  }

  private DatabaseFacts.Standing standing(List<String> applied) {
    int newer = Integer.compare(applied.size(), migrations.size());
    if (newer == 0) {
      return DatabaseFacts.Standing.CURRENT;
    }
    return newer < 0 ? DatabaseFacts.Standing.OLDER : DatabaseFacts.Standing.NEWER;
  }

  private static List<String> history(DatabaseFile file, Connection connection)
      throws SQLException {
    return switch (History.read(connection)) {
      case History.Applied(List<String> scripts) -> scripts;
      case History.None() ->
          throw new StorageFailure(
              StorageFailure.Code.CANNOT_OPEN,
              "The file is empty or not a Holdfast database. It was not touched: restore it from a"
                  + " backup, or move it away.",
              Map.of("file", file.toString()));
      case History.Failed(String script) ->
          throw new StorageFailure(
              StorageFailure.Code.CANNOT_OPEN,
              "A migration of the database failed earlier. It was not touched: restore it from a"
                  + " backup.",
              Map.of("file", file.toString(), "migration", script));
    };
  }

  /** The version of a migration, by the name of its script; a name that is none as it is. */
  static String versionOf(String script) {
    int end = script.indexOf("__");
    return end > 0 ? script.substring(1, end) : script;
  }
}
