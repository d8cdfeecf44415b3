package dev.holdfast.adapters.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.domain.agent.AgentId;
import dev.holdfast.ports.contract.Samples;
import dev.holdfast.ports.out.env.StoreMaintenance;
import dev.holdfast.ports.out.env.StoreMaintenance.LostIdentity;
import dev.holdfast.ports.out.env.StoreMaintenance.Salvage;
import dev.holdfast.ports.out.env.StoreProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A salvage that is killed at any step is completed by the next one")
class KilledSalvageTest {

  private static final int KILLED = 7;
  private static final int MOST_STEPS = 30;
  private static final String NAME = "holdfast-agent.sqlite";

  private final Path home;
  private final StoreMaintenance maintenance =
      new SqliteStoreMaintenance(Clock.systemUTC(), StoreFolder::usableBytes);

  KilledSalvageTest(@TempDir Path folder) throws IOException {
    this.home = Files.createDirectory(folder.resolve("home"));
  }

  /** Salvages an agent's database and dies at a step. */
  static final class Dying {

    private Dying() {}

    public static void main(String[] arguments) {
      int[] left = {Integer.parseInt(arguments[1])};
      StoreProgress progress =
          (file, stage, done, total) -> {
            left[0]--;
            if (left[0] == 0) {
              Runtime.getRuntime().halt(KILLED);
            }
          };
      var _ =
          new SqliteStoreMaintenance(Clock.systemUTC(), StoreFolder::usableBytes)
              .salvage(arguments[0], RawDatabase.AGENT, LostIdentity.REFUSED, progress);
    }
  }

  @BeforeEach
  void fill() throws IOException {
    FilledHome.make(home, 12, 8);
    RawDatabase.damageHarmlessly(home.resolve(RawDatabase.AGENT));
  }

  private Salvage.Done salvage() {
    Salvage salvage =
        maintenance.salvage(
            home.toString(), RawDatabase.AGENT, LostIdentity.REFUSED, StoreProgress.NONE);
    assertThat(salvage).isInstanceOf(Salvage.Done.class);
    return (Salvage.Done) salvage;
  }

  private void assertComplete(Salvage.Done done, byte[] damaged) throws IOException {
    Path quarantine = Path.of(done.quarantine());
    assertThat(quarantine.resolve(NAME)).hasBinaryContent(damaged);
    try (Stream<Path> all = Files.list(home.resolve("quarantine"))) {
      assertThat(all.toList()).containsExactly(quarantine);
    }
    assertThat(maintenance.unfinishedSalvages(home.toString())).isEmpty();
    assertThat(home.resolve(RawDatabase.AGENT + ".new")).doesNotExist();
    SqliteFixture store = new SqliteFixture(home);
    assertThat(store.storage().open(Samples.request(AgentId.MAIN)).outOfService()).isEmpty();
    assertThat(store.sessions().count(AgentId.MAIN)).isEqualTo(12);
    store.storage().close();
  }

  @Test
  void each_step_of_the_reading_may_be_the_last() throws Exception {
    byte[] damaged = Files.readAllBytes(home.resolve(RawDatabase.AGENT));
    int step = 1;
    for (int exit = KILLED; exit == KILLED; step++) {
      assertThat(step).isLessThan(MOST_STEPS);
      Process child = ChildJvm.start(Dying.class, home.toString(), Integer.toString(step));
      assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
      exit = child.exitValue();
      if (exit == KILLED) {
        assertThat(home.resolve(RawDatabase.AGENT)).hasBinaryContent(damaged);
      }
    }
    assertThat(step).as("steps that were told").isGreaterThan(2);
    try (Stream<Path> all = Files.list(home.resolve("quarantine"))) {
      assertThat(all).hasSize(1);
    }
  }

  /**
   * Between two renames nothing is told, so the files are laid as a kill would leave them: the
   * report is there, and the first so many of the steps behind it are taken.
   */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4})
  void each_rename_may_be_the_last(int taken) throws Exception {
    Files.write(home.resolve(RawDatabase.AGENT + "-shm"), new byte[3]);
    byte[] damaged = Files.readAllBytes(home.resolve(RawDatabase.AGENT));
    Path quarantine = Path.of(salvage().quarantine());
    Path file = home.resolve(RawDatabase.AGENT);
    if (taken < 4) {
      move(file, home.resolve(RawDatabase.AGENT + ".new"));
    }
    if (taken < 3) {
      move(quarantine.resolve(NAME + "-shm"), home.resolve(RawDatabase.AGENT + "-shm"));
    }
    if (taken < 1) {
      move(quarantine.resolve(NAME), file);
    }
    move(quarantine.resolve("salvage.txt"), quarantine.resolve("salvage-begun.txt"));
    assertThat(maintenance.unfinishedSalvages(home.toString())).containsExactly(RawDatabase.AGENT);
    if (taken > 0 && taken < 4) {
      assertNothingIsMadeInItsPlace();
    }

    Salvage.Done done = salvage();

    assertThat(done.tables())
        .filteredOn(table -> table.table().equals("events"))
        .allSatisfy(table -> assertThat(table.kept()).isEqualTo(97));
    assertThat(quarantine.resolve(NAME + "-shm")).hasSize(3);
    assertComplete(done, damaged);
  }

  private void assertNothingIsMadeInItsPlace() {
    SqliteFixture store = new SqliteFixture(home);
    assertThat(store.storage().open(Samples.request(AgentId.MAIN)).outOfService())
        .containsOnlyKeys(AgentId.MAIN)
        .allSatisfy((agent, reason) -> assertThat(reason).contains("holdfast doctor --fix"));
    store.storage().close();
  }

  @Test
  void a_database_that_was_written_after_the_kill_is_salvaged_anew() throws Exception {
    Path quarantine = Path.of(salvage().quarantine());
    Path file = home.resolve(RawDatabase.AGENT);
    move(file, home.resolve(RawDatabase.AGENT + ".new"));
    move(quarantine.resolve(NAME), file);
    move(quarantine.resolve("salvage.txt"), quarantine.resolve("salvage-begun.txt"));
    try (RawDatabase raw = RawDatabase.agentOf(home)) {
      raw.execute("UPDATE sessions SET label = 'written later' WHERE session_id = 'session-n1'");
    }
    byte[] later = Files.readAllBytes(file);

    Salvage.Done done = salvage();

    assertComplete(done, later);
    try (RawDatabase raw = RawDatabase.agentOf(home)) {
      assertThat(raw.value("SELECT label FROM sessions WHERE session_id = 'session-n1'"))
          .isEqualTo("written later");
    }
  }

  @Test
  void what_was_done_is_not_done_again() throws Exception {
    byte[] damaged = Files.readAllBytes(home.resolve(RawDatabase.AGENT));
    Salvage.Done done = salvage();

    assertComplete(done, damaged);
    assertThat(Files.readAllLines(Path.of(done.quarantine()).resolve("salvage.txt")))
        .contains(
            "database: " + RawDatabase.AGENT,
            "identity: none",
            "unreadable pages: none",
            "registered agents: none",
            "table events: kept 97, rebuilt 0, set aside 0, lost 0");
    byte[] mended = Files.readAllBytes(home.resolve(RawDatabase.AGENT));
    assertThat(
            maintenance.salvage(
                home.toString(), RawDatabase.AGENT, LostIdentity.REFUSED, StoreProgress.NONE))
        .isEqualTo(new Salvage.Sound());
    assertThat(home.resolve(RawDatabase.AGENT)).hasBinaryContent(mended);
    assertThat(Path.of(done.quarantine()).resolve(NAME)).hasBinaryContent(damaged);
  }

  private static void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
  }
}
