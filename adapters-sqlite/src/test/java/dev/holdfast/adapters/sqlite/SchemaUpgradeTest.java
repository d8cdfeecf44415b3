package dev.holdfast.adapters.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.ports.contract.Samples;
import dev.holdfast.ports.out.env.Storage;
import dev.holdfast.ports.out.env.Storage.StorageRequest;
import dev.holdfast.ports.out.env.StorageFailure;
import dev.holdfast.ports.out.env.StorageReport;
import dev.holdfast.ports.out.env.StoreProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("An older store is brought forward after a copy that was read back, or not at all")
class SchemaUpgradeTest {

  /** Where a file's header tells how many pages hold nothing, the lowest byte. */
  private static final int FREE_PAGES_AT = 39;

  private final Path home;
  private SqliteFixture store;

  SchemaUpgradeTest(@TempDir Path home) {
    this.home = home;
  }

  @BeforeEach
  void makeAnOldStore() throws Exception {
    OldHome.make(home);
    store = new SqliteFixture(home);
  }

  @AfterEach
  void close() {
    store.storage().close();
  }

  private StorageReport open() {
    return store.storage().open(Samples.request(AgentId.MAIN));
  }

  private StorageReport openWithoutUpgrade() {
    return store
        .storage()
        .open(
            new StorageRequest(
                List.of(AgentId.MAIN),
                Storage.Creation.FORBIDDEN,
                Storage.Durability.FULL,
                Samples.ROUTES.blockedProviders(),
                Storage.SchemaUpgrade.FORBIDDEN));
  }

  private Set<String> files() throws IOException {
    try (Stream<Path> walk = Files.walk(home)) {
      return new TreeSet<>(
          walk.filter(Files::isRegularFile).map(home::relativize).map(Path::toString).toList());
    }
  }

  @Test
  void every_row_of_the_first_version_is_there_after_the_upgrade() throws Exception {
    StorageReport report = open();

    assertThat(report.outOfService()).isEmpty();
    assertThat(report.store().value()).isEqualTo("0b0e7bd8-0000-4000-8000-00000000000a");
    assertThat(store.controlPlane().tokens()).hasSize(1);
    assertThat(store.sessions().count(AgentId.MAIN)).isEqualTo(2);
    store.storage().close();
    assertThat(OldHome.rowsOf(home)).isEqualTo(OldHome.rows());
  }

  @Test
  void the_report_names_both_versions_and_a_private_copy_with_the_old_rows() throws Exception {
    StorageReport report = open();

    assertThat(report.upgrades()).hasSize(1);
    StorageReport.Upgrade upgrade = report.upgrades().getFirst();
    assertThat(upgrade.file()).isEqualTo(home.resolve(RawDatabase.CONTROL_PLANE).toString());
    assertThat(upgrade.from()).isEqualTo("1");
    assertThat(upgrade.to()).isEqualTo("2");
    Path copy = Path.of(upgrade.backup());
    assertThat(copy)
        .startsWith(home.resolve("backups"))
        .endsWith(Path.of(RawDatabase.CONTROL_PLANE));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copy)))
        .isEqualTo("rw-------");
    for (Path folder = copy.getParent(); !folder.equals(home); folder = folder.getParent()) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
          .isEqualTo("rwx------");
    }
    try (RawDatabase raw = RawDatabase.open(copy)) {
      assertThat(raw.rows("SELECT script FROM flyway_schema_history"))
          .containsExactly("V1__control_plane.sql");
      assertThat(raw.rows("SELECT * FROM store_identity")).isEqualTo(OldHome.IDENTITY);
    }
  }

  @Test
  void a_current_store_is_not_copied() throws Exception {
    open();
    store.storage().close();
    Set<String> before = files();

    assertThat(open().upgrades()).isEmpty();
    store.storage().close();

    assertThat(files()).isEqualTo(before);
  }

  @Test
  void where_it_is_forbidden_the_older_store_is_refused_untouched() throws Exception {
    byte[] before = Files.readAllBytes(home.resolve(RawDatabase.CONTROL_PLANE));
    Set<String> filesBefore = files();

    assertThatThrownBy(this::openWithoutUpgrade)
        .isInstanceOfSatisfying(
            StorageFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(StorageFailure.Code.CANNOT_OPEN))
        .hasMessageContaining("holdfast gateway run")
        .hasMessageContaining("holdfast doctor --fix");

    assertThat(home.resolve(RawDatabase.CONTROL_PLANE)).hasBinaryContent(before);
    assertThat(files()).isEqualTo(filesBefore);
  }

  @Test
  void beside_an_agent_s_database_of_a_newer_program_it_is_refused_untouched() throws Exception {
    try (RawDatabase raw = RawDatabase.open(home.resolve(RawDatabase.AGENT))) {
      raw.execute(
          "INSERT INTO flyway_schema_history VALUES"
              + " (9, '9', 'x', 'SQL', 'V9__x.sql', 1, '', '', 1, 1)");
    }
    byte[] control = Files.readAllBytes(home.resolve(RawDatabase.CONTROL_PLANE));
    byte[] agent = Files.readAllBytes(home.resolve(RawDatabase.AGENT));

    assertThatThrownBy(this::open)
        .isInstanceOfSatisfying(
            StorageFailure.class,
            failure -> {
              assertThat(failure.code()).isEqualTo(StorageFailure.Code.NEWER_SCHEMA);
              assertThat(failure.context())
                  .containsValue(home.resolve(RawDatabase.AGENT).toString());
            });

    assertThat(home.resolve(RawDatabase.CONTROL_PLANE)).hasBinaryContent(control);
    assertThat(home.resolve(RawDatabase.AGENT)).hasBinaryContent(agent);
    assertThat(home.resolve("backups")).doesNotExist();
  }

  @Test
  void a_home_without_a_store_stays_empty_where_nothing_may_be_made(@TempDir Path empty)
      throws Exception {
    SqliteFixture direct = new SqliteFixture(empty);

    assertThatThrownBy(
            () ->
                direct
                    .storage()
                    .open(
                        new StorageRequest(
                            List.of(AgentId.MAIN),
                            Storage.Creation.FORBIDDEN,
                            Storage.Durability.FULL,
                            Set.of(),
                            Storage.SchemaUpgrade.FORBIDDEN)))
        .isInstanceOf(StorageFailure.class);

    assertThat(empty).isEmptyDirectory();
  }

  @Test
  void a_newer_store_is_refused_untouched_and_the_copy_before_its_upgrade_is_named()
      throws Exception {
    StorageReport report = open();
    store.storage().close();
    Path file = home.resolve(RawDatabase.CONTROL_PLANE);
    try (RawDatabase raw = RawDatabase.open(file)) {
      raw.execute(
          "INSERT INTO flyway_schema_history VALUES"
              + " (9, '9', 'x', 'SQL', 'V9__x.sql', 1, '', '', 1, 1)");
    }
    byte[] before = Files.readAllBytes(file);
    Set<String> filesBefore = files();

    assertThatThrownBy(this::open)
        .isInstanceOfSatisfying(
            StorageFailure.class,
            failure -> {
              assertThat(failure.code()).isEqualTo(StorageFailure.Code.NEWER_SCHEMA);
              assertThat(failure.context())
                  .containsEntry("database", "9")
                  .containsEntry("program", "2")
                  .containsEntry(
                      "backup before that upgrade", report.upgrades().getFirst().backup());
            });

    assertThat(file).hasBinaryContent(before);
    assertThat(files()).isEqualTo(filesBefore);
  }

  @Test
  void without_room_for_the_copy_nothing_is_migrated() throws Exception {
    DatabaseFile file = DatabaseFile.in(home, RawDatabase.CONTROL_PLANE);
    byte[] before = Files.readAllBytes(file.path());
    long room = file.stamp().bytes() + VerifiedCopies.FLOOR_BYTES - 1;

    assertThatThrownBy(() -> upgrades(room).bringForward(Schema.CONTROL_PLANE, file))
        .isInstanceOfSatisfying(
            StorageFailure.class,
            failure -> {
              assertThat(failure.code()).isEqualTo(StorageFailure.Code.FULL);
              assertThat(failure.context()).containsEntry("free", Long.toString(room));
            });
    assertThat(file.path()).hasBinaryContent(before);
    assertThat(home.resolve("backups")).doesNotExist();

    upgrades(room + 1).bringForward(Schema.CONTROL_PLANE, file);
    assertThat(OldHome.rowsOf(home)).isEqualTo(OldHome.rows());
  }

  @Test
  void a_damaged_store_is_not_migrated() throws Exception {
    Path file = home.resolve(RawDatabase.CONTROL_PLANE);
    byte[] damaged = Files.readAllBytes(file);
    damaged[FREE_PAGES_AT] = 5;
    Files.write(file, damaged);

    assertThatThrownBy(this::open)
        .isInstanceOf(StorageFailure.class)
        .hasMessageContaining("damaged")
        .hasMessageContaining("Freelist: size is 0 but should be 5");

    assertThat(file).hasBinaryContent(damaged);
    assertThat(files()).noneMatch(name -> name.endsWith(".new"));
  }

  @Test
  void a_copy_that_an_upgrade_made_before_it_was_cut_short_is_taken_again() throws Exception {
    DatabaseFile file = DatabaseFile.in(home, RawDatabase.CONTROL_PLANE);
    String first =
        new VerifiedCopies(
                home,
                StoreFolder.BEFORE_UPGRADE,
                Samples.at(0),
                StoreFolder::usableBytes,
                StoreProgress.NONE)
            .make(file)
            .copy();

    assertThat(open().upgrades()).extracting(StorageReport.Upgrade::backup).containsExactly(first);

    assertThat(home.resolve("backups"))
        .isDirectoryNotContaining(path -> !first.startsWith(path + "/"));
  }

  @Test
  void the_places_where_a_store_was_opened_come_along_with_its_copy() throws Exception {
    assertThat(open().places()).isEmpty();
    store.storage().close();
    Path copy = Files.createDirectory(home.resolve("copy"));
    for (String name : List.of(RawDatabase.CONTROL_PLANE, RawDatabase.AGENT)) {
      Files.createDirectories(copy.resolve(name).getParent());
      Files.copy(home.resolve(name), copy.resolve(name));
    }
    SqliteFixture other = new SqliteFixture(copy);

    StorageReport report = other.storage().open(Samples.request(AgentId.MAIN));
    other.storage().close();

    assertThat(report.places())
        .extracting(place -> place.store() + " at " + place.home())
        .containsExactly(report.store() + " at " + home.toRealPath());
    assertThat(other.storage().open(Samples.request(AgentId.MAIN)).places()).hasSize(2);
    other.storage().close();
  }

  private SchemaUpgrades upgrades(long room) {
    return new SchemaUpgrades(home, Samples.at(0), folder -> room, StoreProgress.NONE);
  }
}
