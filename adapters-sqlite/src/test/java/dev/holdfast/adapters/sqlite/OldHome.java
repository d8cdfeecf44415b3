package dev.holdfast.adapters.sqlite;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.flywaydb.core.Flyway;

/** A home as the first version of the schemas left it: the frozen scripts and SQL alone. */
final class OldHome {

  /** The rows of the old control plane, as {@link RawDatabase#rows} tells them. */
  static final List<String> IDENTITY = List.of("1|0b0e7bd8-0000-4000-8000-00000000000a|1000|2000");

  static final List<String> TOKENS =
      List.of("t1|ann|" + "ab".repeat(32), "t2|bob|" + "cd".repeat(32));

  static final List<String> AUDIT = List.of("1|audit-1|token_create", "2|audit-2|token_revoke");

  private OldHome() {}

  /** Puts an old control plane in the place of the one of a closed store with the usual agent. */
  static void make(Path home) throws Exception {
    FilledHome.make(home, 2, 4);
    Path file = home.resolve(RawDatabase.CONTROL_PLANE);
    Files.delete(file);
    Flyway.configure(OldHome.class.getClassLoader())
        .dataSource("jdbc:sqlite:" + file, null, null)
        .locations("classpath:" + Schema.CONTROL_PLANE.folder())
        .target("1")
        .load()
        .migrate();
    try (RawDatabase raw = RawDatabase.open(file)) {
      raw.value("PRAGMA journal_mode = wal");
      raw.execute(
          "INSERT INTO store_identity VALUES"
              + " (1, '0b0e7bd8-0000-4000-8000-00000000000a', 1000, 2000)");
      raw.execute(
          "INSERT INTO agents VALUES ('main', 'agents/main/agent/holdfast-agent.sqlite', 1000)");
      raw.execute(
          "INSERT INTO tokens VALUES ('t1', 'ann', '%s', 'admin', NULL, 'any', NULL, NULL, 1, 1, NULL),"
                  .formatted("ab".repeat(32))
              + " ('t2', 'bob', '%s', 'read', NULL, 'any', NULL, NULL, 1, 1, 5)"
                  .formatted("cd".repeat(32)));
      raw.execute("INSERT INTO blocked_providers VALUES ('openai-codex')");
      raw.execute(
          "INSERT INTO audit VALUES"
              + " (1, 'audit-1', 1, NULL, 'ann', 'token_create', NULL, NULL, NULL, 'r1'),"
              + " (2, 'audit-2', 2, NULL, 'ann', 'token_revoke', NULL, NULL, NULL, 'r2')");
    }
  }

  /** What the control plane of a home has of those rows now. */
  static List<List<String>> rowsOf(Path home) throws Exception {
    try (RawDatabase raw = RawDatabase.controlPlaneOf(home)) {
      return List.of(
          raw.rows("SELECT * FROM store_identity"),
          raw.rows("SELECT token_id, name, token_hash FROM tokens ORDER BY 1"),
          raw.rows("SELECT audit_number, audit_id, operation FROM audit ORDER BY 1"));
    }
  }

  /** The rows that the old control plane has. */
  static List<List<String>> rows() {
    return List.of(IDENTITY, TOKENS, AUDIT);
  }
}
