package dev.holdfast.adapters.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.ports.contract.Samples;
import dev.holdfast.ports.out.env.StorageReport;
import dev.holdfast.ports.out.env.StoreProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("An upgrade that is killed at any step is completed by the next start")
class KilledUpgradeTest {

  /** Steps of an upgrade that are told; one more than there are. */
  private static final int MOST_STEPS = 20;

  private static final int KILLED = 7;

  private static final Schema SLOW =
      new Schema("migration/slow", "notes", List.of("V1__notes.sql", "V2__many.sql"));

  /** Upgrades a home's control plane and dies at a step. */
  static final class Dying {

    private Dying() {}

    public static void main(String[] arguments) {
      Path home = Path.of(arguments[0]);
      int[] left = {Integer.parseInt(arguments[1])};
      StoreProgress progress =
          (file, stage, done, total) -> {
            left[0]--;
            if (left[0] == 0) {
              Runtime.getRuntime().halt(KILLED);
            }
          };
      new SchemaUpgrades(home, Clock.systemUTC().instant(), StoreFolder::usableBytes, progress)
          .bringForward(Schema.CONTROL_PLANE, DatabaseFile.in(home, RawDatabase.CONTROL_PLANE));
    }
  }

  /** Migrates by a script that takes long. */
  static final class Slow {

    private Slow() {}

    public static void main(String[] arguments) {
      Migration.run(SLOW, DatabaseFile.in(Path.of(arguments[0]), "state/notes.sqlite"));
    }
  }

  @Test
  void each_step_may_be_the_last(@TempDir Path folder) throws Exception {
    Path old = Files.createDirectory(folder.resolve("old"));
    OldHome.make(old);
    int step = 1;
    for (int exit = KILLED; exit == KILLED; step++) {
      assertThat(step).isLessThan(MOST_STEPS);
      Path home = folder.resolve("killed-at-" + step);
      Folders.copy(old, home);
      Process child = ChildJvm.start(Dying.class, home.toString(), Integer.toString(step));
      assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
      exit = child.exitValue();

      SqliteFixture store = new SqliteFixture(home);
      StorageReport report = store.storage().open(Samples.request(AgentId.MAIN));
      store.storage().close();

      assertThat(report.outOfService()).isEmpty();
      assertThat(OldHome.rowsOf(home)).isEqualTo(OldHome.rows());
      assertThat(copies(home)).as("copies after a kill at step %d", step).hasSize(1);
    }
    assertThat(step).as("steps that were told").isGreaterThan(4);
  }

  @Test
  void a_migration_that_is_killed_in_the_middle_is_as_if_it_had_not_begun(@TempDir Path home)
      throws Exception {
    Files.createDirectory(home.resolve("state"));
    DatabaseFile file = DatabaseFile.in(home, "state/notes.sqlite");
    Database.create(
        new Schema("migration/one", "notes", List.of("V1__notes.sql")),
        file,
        RawDatabase::on,
        raw -> raw.execute("INSERT INTO notes VALUES ('kept')"));
    Process child = ChildJvm.start(Slow.class, home.toString());
    while (file.logBytes() < 1_000_000 && child.isAlive()) {
      Thread.onSpinWait();
    }
    child.destroyForcibly();
    assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(child.exitValue()).as("it was killed before it was done").isNotZero();

    Migration.run(SLOW, file);

    try (RawDatabase raw = RawDatabase.open(file.path())) {
      assertThat(raw.value("SELECT count(*) FROM many")).isEqualTo("300000");
      assertThat(raw.rows("SELECT * FROM notes")).containsExactly("kept");
      assertThat(raw.value("PRAGMA integrity_check")).isEqualTo("ok");
    }
  }

  private static List<Path> copies(Path home) throws IOException {
    try (Stream<Path> walk = Files.walk(home.resolve("backups"))) {
      return walk.filter(Files::isRegularFile).toList();
    }
  }
}
