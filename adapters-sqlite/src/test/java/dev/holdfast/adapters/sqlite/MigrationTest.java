package dev.holdfast.adapters.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.ports.contract.Race;
import dev.holdfast.ports.out.env.Storage.Durability;
import dev.holdfast.ports.out.env.StorageFailure;
import dev.holdfast.ports.out.env.Telemetry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

@DisplayName("An older database is brought forward whole, or stays as it is")
class MigrationTest {

  private static final Schema ONE = new Schema("migration/one", "notes", List.of("V1__notes.sql"));
  private static final Schema TWO =
      new Schema("migration/two", "notes", List.of("V1__notes.sql", "V2__authors.sql"));
  private static final Schema BROKEN =
      new Schema("migration/broken", "notes", List.of("V1__notes.sql", "V2__broken.sql"));

  private final Path home;
  private DatabaseFile file;

  MigrationTest(@TempDir Path home) {
    this.home = home;
  }

  @BeforeEach
  void makeAnOldDatabase() throws Exception {
    Files.createDirectory(home.resolve("state"));
    file = DatabaseFile.in(home, "state/notes.sqlite");
    Database.create(
        ONE, file, RawDatabase::on, raw -> raw.execute("INSERT INTO notes VALUES ('kept')"));
  }

  private Database<RawDatabase, RawDatabase> open(Schema schema) {
    return Database.open(
        new Database.Kind<>(
            "notes", Telemetry.Database.AGENT, schema, RawDatabase::on, RawDatabase::on),
        file,
        Durability.FULL,
        Migration::run,
        failure -> {},
        Telemetry.NONE);
  }

  private List<String> history() throws SQLException {
    try (RawDatabase raw = RawDatabase.open(file.path())) {
      return raw.rows("SELECT script FROM flyway_schema_history ORDER BY installed_rank");
    }
  }

  @Test
  void rows_are_kept_and_the_new_column_is_there() throws SQLException {
    try (Database<RawDatabase, RawDatabase> database = open(TWO)) {
      assertThat(database.<List<String>>read(raw -> raw.rows("SELECT note, author FROM notes")))
          .containsExactly("kept|-");
    }
    assertThat(history()).containsExactly("V1__notes.sql", "V2__authors.sql");
  }

  @Test
  void a_current_database_is_opened_without_migrating() throws Exception {
    assertThat(home.resolve("state/migration.lock").toFile().delete()).isTrue();

    open(ONE).close();

    assertThat(home.resolve("state/migration.lock")).doesNotExist();
    assertThat(history()).containsExactly("V1__notes.sql");
  }

  @Test
  void a_migration_that_fails_leaves_everything_as_it_was() throws SQLException {
    assertThatThrownBy(() -> open(BROKEN))
        .isInstanceOfSatisfying(
            StorageFailure.class,
            failure -> {
              assertThat(failure.code()).isEqualTo(StorageFailure.Code.CANNOT_OPEN);
              assertThat(failure.context()).containsEntry("file", file.toString());
            })
        .hasMessageContaining("undone");

    assertThat(history()).containsExactly("V1__notes.sql");
    try (Database<RawDatabase, RawDatabase> database = open(TWO)) {
      assertThat(database.<List<String>>read(raw -> raw.rows("SELECT * FROM notes")))
          .containsExactly("kept|-");
      assertThat(
              database.<String>read(
                  raw -> raw.value("SELECT count(*) FROM sqlite_master WHERE name = 'half'")))
          .isEqualTo("0");
    }
  }

  @Test
  void one_that_cannot_be_made_leaves_nothing_behind() {
    DatabaseFile never = DatabaseFile.in(home, "state/never.sqlite");

    assertThatThrownBy(() -> Database.create(BROKEN, never, RawDatabase::on, raw -> 0))
        .isInstanceOf(StorageFailure.class)
        .hasMessageStartingWith("The database could not be made. Nothing is in its place.");

    assertThat(home.resolve("state"))
        .isDirectoryNotContaining(path -> path.getFileName().toString().startsWith("never"));
  }

  @Test
  void a_full_disk_is_named_as_the_cause() {
    SQLException full = new SQLiteException("full", SQLiteErrorCode.SQLITE_FULL);

    assertThat(Migration.failure(file, "It is as it was.", new FlywayException("failed", full)))
        .satisfies(failure -> assertThat(failure.code()).isEqualTo(StorageFailure.Code.FULL))
        .hasMessage(
            "No space is left on the device. It is as it was. (cause: SQLITE_FULL; file: "
                + file
                + ")");
  }

  @Test
  void an_older_program_leaves_it_alone() throws Exception {
    open(TWO).close();
    byte[] before = Files.readAllBytes(file.path());

    assertThatThrownBy(() -> open(ONE))
        .isInstanceOfSatisfying(
            StorageFailure.class,
            failure -> {
              assertThat(failure.code()).isEqualTo(StorageFailure.Code.NEWER_SCHEMA);
              assertThat(failure.context())
                  .containsEntry("database", "2")
                  .containsEntry("program", "1");
            });

    assertThat(file.path()).hasBinaryContent(before);
  }

  @Test
  void reading_does_not_migrate() throws Exception {
    byte[] before = Files.readAllBytes(file.path());

    assertThatThrownBy(
            () ->
                Database.openForReading(
                    new Database.Kind<>(
                        "notes", Telemetry.Database.AGENT, TWO, RawDatabase::on, RawDatabase::on),
                    file))
        .isInstanceOf(StorageFailure.class)
        .hasMessageContaining("older Holdfast");

    assertThat(file.path()).hasBinaryContent(before);
  }

  @Test
  void two_that_migrate_at_once_both_find_it_done() throws Exception {
    List<String> outcomes =
        Race.between(
            2,
            number ->
                () -> {
                  Migration.run(TWO, file);
                  return "done";
                });

    assertThat(outcomes).containsExactly("done", "done");
    assertThat(history()).containsExactly("V1__notes.sql", "V2__authors.sql");
  }
}
